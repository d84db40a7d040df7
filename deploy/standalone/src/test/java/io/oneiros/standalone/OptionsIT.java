package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.ProblemCode;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.client.GatewayException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a spec can say of a dream of a photo, through all four services: it counts, and gives the
 * same bytes.
 */
@ExtendWith(SharedSystem.class)
class OptionsIT {
  /** A number for each channel of mixed3. */
  private static final String VECTOR =
      ":" + IntStream.range(0, 768).mapToObj(c -> "" + (c % 5 - 2)).toList();

  @TempDir static Path folder;
  private static Said said;
  private static byte[] plain;

  @BeforeAll
  static void dreamWithout() throws Exception {
    said = Said.in(folder);
    plain = said.dream("{%s}".formatted(Said.SMALL)).get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'measure':'mean'",
        "'ascent':{'normalise':'deviation'}",
        "'ascent':{'normalise':'rms'}",
        "'ascent':{'normalise':'bands','bands':3}",
        "'ascent':{'optimiser':'momentum','momentum':0.5}",
        "'ascent':{'optimiser':'adam'}",
        "'ascent':{'blur':1,'blurGrowth':2}",
        "'ascent':{'scale':1.1,'rotate':5,'flip':true}",
        "'ascent':{'pad':12}",
        "'iterations':[3,1],'step':[1.5,0.5]",
        "'octaves':null,'octaveSides':[200,280]",
        "'regularise':{'tv':1000}",
        "'regularise':{'l2':500}",
        "'regularise':{'alpha':5000}",
        "'regularise':{'decay':0.1}",
        "'regularise':{'smooth':1,'smoothEvery':1}",
        "'regularise':{'smallNorm':30}",
        "'regularise':{'smallContribution':50}",
        "'start':{'from':'noise'}",
        "'start':{'from':'noise'},'layers':[{'name':'mixed1','measure':'content'}]",
        "'start':{'parametrisation':'fourier'}",
        "'finish':{'strength':0.5}",
        "'finish':{'blend':0.5}",
        "'finish':{'luminance':true}"
      })
  void whatIsSaidCountsAndGivesTheSameBytes(String what) throws Exception {
    String spec = "{%s,%s}".formatted(Said.SMALL, what);
    List<byte[]> twice = said.dream(spec, spec);
    assertThat(twice.get(0)).isNotEqualTo(plain);
    assertThat(twice.get(1)).isEqualTo(twice.get(0));
  }

  /** Each beside the same with one thing less or another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'name':'mixed3','channels':[7,40] | 'name':'mixed3','channels':[7]",
        "'name':'mixed3','at':[0.5,0.5] | 'name':'mixed3'",
        "'name':'mixed3','at':[0,1] | 'name':'mixed3','at':[0.5,1]",
        "'name':'mixed3','measure':'strongest','count':3 | 'name':'mixed3','measure':'strongest'",
        "'name':'mixed3','measure':'weakest','count':3 | 'name':'mixed3','measure':'strongest','count':3",
        "'name':'mixed3','measure':'direction','vector':V | 'name':'mixed3','measure':'cosine','vector':V",
        "'name':'mixed3','measure':'cosine','vector':V | 'name':'mixed3'",
        "'measure':'class','classes':['tabby'] | 'measure':'class','classes':['goldfish']",
        "'measure':'class','classes':['tabby'],'penalty':1 | 'measure':'class','classes':['tabby']"
      })
  void whatIsSaidOfALayerCountsAndGivesTheSameBytes(String what, String other) throws Exception {
    String spec = "{'octaves':1,'iterations':2,'jitter':8,'layers':[{%s}]}";
    String one = spec.formatted(what.replace(":V", VECTOR));
    List<byte[]> all = said.dream(one, one, spec.formatted(other.replace(":V", VECTOR)));
    assertThat(all.get(0)).isNotEqualTo(all.get(2));
    assertThat(all.get(1)).isEqualTo(all.get(0));
  }

  @Test
  void aRegionIsNotItsOutside() throws Exception {
    String spec = "{%s,'layers':[{'name':'mixed3','region':'%s'}]}";
    List<byte[]> both =
        said.dream(
            List.of(
                said.withPictures(spec.formatted(Said.SMALL, "mask"), false, true),
                said.withPictures(spec.formatted(Said.SMALL, "outside"), false, true)));
    assertThat(both.get(0)).isNotEqualTo(both.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'layers':[{'name':'mixed2','measure':'guide'}] | true | false",
        "'layers':[{'name':'mixed2','measure':'guide-channels'}] | true | false",
        "'layers':[{'name':'mixed2','measure':'style'}] | true | false",
        "'mode':'fast' | false | true",
        "'layers':[{'name':'mixed3','region':'mask'},{'name':'mixed2','region':'outside'}] | false | true"
      })
  void otherPicturesCountAndGiveTheSameBytes(String what, boolean guided, boolean masked)
      throws Exception {
    Order order = said.withPictures("{%s,%s}".formatted(Said.SMALL, what), guided, masked);
    List<byte[]> twice = said.dream(List.of(order, order));
    assertThat(twice.get(0)).isNotEqualTo(plain);
    assertThat(twice.get(1)).isEqualTo(twice.get(0));
  }

  @Test
  void stopAtEndsAnOctaveEarly() throws Exception {
    List<byte[]> both =
        said.dream(
            "{%s,'ascent':{'stopAt':1.0001}}".formatted(Said.SMALL),
            "{%s,'iterations':1}".formatted(Said.SMALL));
    assertThat(both.get(0)).isEqualTo(both.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'layers':[{'name':'mixed3','measure':'content'}]",
        "'layers':[{'name':'mixed3','measure':'strongest'}]",
        "'layers':[{'measure':'class','classes':['1']}]",
        "'ascent':{'normalise':'bands'}",
        "'ascent':{'optimiser':'adam'}",
        "'ascent':{'flip':true}",
        "'ascent':{'stopAt':2}",
        "'regularise':{'decay':0.1}",
        "'start':{'parametrisation':'fourier'}"
      })
  void whatNeedsThePictureWholeIsRefusedForTilesAtOnce(String what) {
    Order order = said.ofPhoto("{'octaves':1,'tile':256,%s}".formatted(what));
    assertThatThrownBy(() -> SharedSystem.dreams().gateway().submit(order))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining(ProblemCode.WHOLE_PICTURE_NEEDED.code())
        .hasMessageContaining("Take a larger tile, at most 4096");
  }
}
