package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.standalone.client.GatewayClient.Order;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dreams that climb the code of a generator that was sent along, through all four services. */
@ExtendWith(SharedSystem.class)
class GeneratorsIT {
  @TempDir static Path folder;
  private static Said said;
  private static String generator;

  @BeforeAll
  static void send() throws Exception {
    said = Said.in(folder);
    generator = SharedSystem.dreams().gateway().send(CommandLineTest.GENERATOR, "output", "tanh");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'seed':3,'start':{'generator':'%s'} | 'seed':3",
        "'seed':3,'start':{'generator':'%s'} | 'seed':4,'start':{'generator':'%s'}",
        "'start':{'generator':'%s','from':'grey'} | 'start':{'generator':'%s','from':'noise'}",
        "'start':{'generator':'%s'},'regularise':{'codeDecay':0.5} | 'start':{'generator':'%s'}",
        "'start':{'generator':'%s'},'regularise':{'codeLow':0,'codeHigh':0.5} | 'start':{'generator':'%s'}",
        "'start':{'generator':'%s'},'ascent':{'rotate':9} | 'start':{'generator':'%s'}"
      })
  void whatIsSaidOfAGeneratorCountsAndGivesTheSameBytes(String what, String other)
      throws Exception {
    String spec = "{'octaves':1,'iterations':2,'step':25,'jitter':8,%s}";
    String one = spec.formatted(what.replace("%s", generator));
    List<byte[]> all = said.dream(one, one, spec.formatted(other.replace("%s", generator)));
    assertThat(all.get(0)).isNotEqualTo(all.get(2));
    assertThat(all.get(1)).isEqualTo(all.get(0));
  }

  /** Only the generator's picture is there, so the first steps' gain is the code's. */
  @Test
  void climbingACodeMakesAPictureThatTheGeneratorCanMake() throws Exception {
    DreamSnapshot end =
        SharedSystem.dreams()
            .dream(
                Said.ofNothing(
                    "{'iterations':3,'start':{'generator':'%s','width':96,'height':96}}"
                        .formatted(generator)),
                null,
                progress -> {});
    assertThat(end.status()).as("%s", end.problem()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(end.recipe().octaves()).isEqualTo(1);
    assertThat(end.recipe().generator().width()).isEqualTo(32);
  }

  @Test
  void whatIsNoGeneratorIsRefusedAtOnce() {
    for (String[] wrong :
        new String[][] {
          {"inception_v3", "wrong-network-kind"},
          {"nobody", "unknown-model"},
          {"gen@0123456789abcdef0123456789abcdef", "unknown-model"}
        }) {
      assertRefused(
          Said.ofNothing("{'start':{'generator':'%s','width':99,'height':99}}".formatted(wrong[0])),
          wrong[1]);
    }
    assertRefused(said.ofPhoto("{'model':'%s'}".formatted(generator)), "wrong-network-kind");
  }

  private static void assertRefused(Order order, String code) {
    assertThatThrownBy(() -> SharedSystem.dreams().gateway().submit(order))
        .hasMessageContaining(code);
  }
}
