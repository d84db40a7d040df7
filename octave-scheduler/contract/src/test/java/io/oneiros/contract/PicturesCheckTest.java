package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recipe against the pictures it is for. */
class PicturesCheckTest {
  private final SpecCheck check =
      new SpecCheck(
          Limits.DEFAULTS,
          (model, layers) ->
              new ModelFacts(
                  "net",
                  "6aec",
                  layers.isEmpty() ? List.of("mixed3") : layers,
                  Collections.nCopies(Math.max(1, layers.size()), 768),
                  16,
                  543,
                  75));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'ascent':{'optimiser':'adam'}}                    | whole-picture-needed | ascent.optimiser needs",
        "{'ascent':{'normalise':'bands'}}                   | whole-picture-needed | ascent.normalise needs",
        "{'ascent':{'pad':9}}                              | whole-picture-needed | ascent.pad needs",
        "{'ascent':{'flip':true}}                           | whole-picture-needed | ascent.flip needs",
        "{'ascent':{'rotate':1}}                            | whole-picture-needed | ascent.rotate needs",
        "{'ascent':{'scale':1.1}}                           | whole-picture-needed | ascent.scale needs",
        "{'ascent':{'stopAt':2}}                            | whole-picture-needed | ascent.stopAt needs",
        "{'regularise':{'decay':0.1}}                       | whole-picture-needed | regularise.decay needs",
        "{'regularise':{'smooth':1}}                        | whole-picture-needed | regularise.smooth needs",
        "{'regularise':{'smallNorm':1}}                     | whole-picture-needed | regularise.smallNorm needs",
        "{'regularise':{'smallContribution':1}}             | whole-picture-needed | regularise.smallContribution",
        "{'start':{'parametrisation':'fourier'}}            | whole-picture-needed | fourier needs",
        "{'measure':'style'}                                | whole-picture-needed | measure style needs",
        "{'measure':'content'}                              | whole-picture-needed | measure content needs",
        "{'measure':'weakest'}                              | whole-picture-needed | measure weakest needs",
        "{'ascent':{'blur':20}}                             | option-out-of-range  | reaches 160 pixels",
        "{'regularise':{'tv':1},'halo':0}                   | option-out-of-range  | a halo of 1 or more",
      })
  void whatATileCannotDoIsRefusedOnlyIfThereAreTiles(String json, String code, String words) {
    Recipe recipe = check.resolve(spec(json));
    check.fits(recipe, new Size(1024, 800));
    assertThatThrownBy(() -> check.fits(recipe, new Size(1025, 800)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code().code()).isEqualTo(code);
              assertThat(e.problem().detail()).contains(words);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                             | false, false, false | picture-missing     | the part 'image'",
        "{'measure':'guide'}            | true, false, false  | picture-missing     | the part 'guide', or --guide",
        "{'measure':'style'}            | true, false, false  | picture-missing     | Measure style needs",
        "{'start':{'from':'noise','width':99,'height':99},'measure':'content'} | false, false, false | picture-missing | Measure content",
        "{'layers':[{'name':'a','region':'mask'}]} | true, false, false | picture-missing | the part 'mask'",
        "{}                             | true, true, false   | layers-out-of-range | no layer with a measure that looks at it",
        "{'start':{'from':'grey'}}      | false, false, false | layers-out-of-range | needs start.width and start.height",
        "{'start':{'from':'noise','batch':2},'octaves':1} | true, false, false | option-out-of-range | without a photo",
        "{'start':{'from':'noise','batch':2},'octaves':1} | false, false, true | option-out-of-range | without a mask",
        "{'start':{'parametrisation':'fourier'}} | true, false, true | layers-out-of-range | mask does not go with",
      })
  void picturesThatAreMissingOrTooManyAreTold(
      String json, String there, String code, String words) {
    Recipe recipe = check.resolve(spec(json));
    boolean[] is = new boolean[3];
    for (int i = 0; i < is.length; i++) {
      is[i] = Boolean.parseBoolean(there.split(",")[i].strip());
    }
    assertThatThrownBy(() -> check.pictures(recipe, is[0], is[1], is[2]))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code().code()).isEqualTo(code);
              assertThat(e.problem().detail()).contains(words);
            });
  }

  @Test
  void picturesSideBySideAreOneTileAndEachHoldsTheDeepestLayer() {
    String spec = "{'octaves':1,'start':{'from':'noise','width':%d,'height':%d,'batch':%d}}";
    check.pictures(check.resolve(spec(spec.formatted(512, 400, 4))), false, false, false);
    assertThatThrownBy(
            () ->
                check.pictures(
                    check.resolve(spec(spec.formatted(512, 400, 5))), false, false, false))
        .hasMessageContaining(
            "start.batch needs the whole picture in one tile; an octave of 1536 x 800");
    assertThatThrownBy(
            () ->
                check.pictures(
                    check.resolve(spec(spec.formatted(74, 400, 4))), false, false, false))
        .hasMessageContaining("is 74 x 400; mixed3 needs at least 75");
  }

  @Test
  void aGuideMustShowEveryLayerSomething() {
    Recipe recipe = check.resolve(spec("{'measure':'guide'}"));
    check.guide(recipe, new Size(75, 75));
    assertThatThrownBy(() -> check.guide(recipe, new Size(74, 500)))
        .hasMessageContaining("needs at least 75 a side");
    assertThatThrownBy(() -> check.guide(recipe, new Size(4000, 100)))
        .hasMessageContaining("is kept as 1024 x 26");
  }

  private static DreamSpec spec(String json) {
    return Json.read(DreamSpec.class, json.replace('\'', '"').getBytes());
  }
}
