package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.standalone.client.GatewayClient.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalCheckTest {
  private static final Upload NETWORK =
      new Upload(
          ServeIT.NETWORK,
          "input",
          "imagenet",
          Zoo.openFile(ServeIT.NETWORK, Preprocessing.parse("imagenet")).id());

  @TempDir Path folder;
  private Path photo;

  @BeforeEach
  void makePhoto() throws IOException {
    photo = Dreams.photo(folder, 160, 120);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'octaves':99 | octaves is 99",
        "'step':1e9 | step is",
        "'device':'a_b' | a_b",
        "'octaves':12,'octaveScale':2 | The smallest of 12 octaves of a 160 x 120 picture",
        "'layers':[{'name':'fire'}] | The nearest are",
        "'start':{'generator':'nobody','width':99,'height':99} | nobody"
      })
  void whatTheGatewayWouldRefuseIsRefused(String what, String why) {
    assertThatThrownBy(() -> check(Map.of(), "%s,%s".formatted(own(), what)))
        .hasMessageContaining(why);
  }

  @Test
  void whatItWouldTakeIsTaken() {
    assertThatCode(() -> check(Map.of(), own() + ",'octaves':1")).doesNotThrowAnyException();
  }

  @Test
  void limitsThatTheEnvironmentMovesCount() {
    assertThatThrownBy(() -> check(Map.of("ONEIROS_LIMITS_MAX_PIXELS", "19199"), own()))
        .hasMessageContaining("160 x 120 = 19200 pixels; at most 19199 are taken");
    assertThatCode(
            () -> check(Map.of("ONEIROS_LIMITS_MAX_OCTAVES", "40"), own() + ",'octaveSides':[120]"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> check(Map.of("ONEIROS_LIMITS_MAX_TILE", "large"), own()))
        .isInstanceOf(Failure.class)
        .hasMessage("ONEIROS_LIMITS_MAX_TILE is 'large'; it must be a whole number.");
  }

  @Test
  void ofANetworkThatIsElsewhereOnlyRangesAreTold() {
    String elsewhere = "'model':'mine@0123456789abcdef0123456789abcdef'";
    assertThatCode(() -> check(Map.of(), elsewhere + ",'layers':[{'name':'any'}]"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> check(Map.of(), elsewhere + ",'octaves':99"))
        .hasMessageContaining("octaves is 99");
    assertThatThrownBy(() -> check(Map.of(), "'model':'nobody'")).hasMessageContaining("'nobody'");
  }

  private static String own() {
    return "'model':'%s','layers':[{'name':'/features/features.7/Concat'}]".formatted(NETWORK.id());
  }

  private void check(Map<String, String> environment, String spec) {
    LocalCheck.of(new Zoo(folder.resolve("models"), null), List.of(NETWORK), environment)
        .check(
            new Order(
                Said.spec("{" + spec + "}"),
                Optional.of(photo),
                Optional.empty(),
                Optional.empty()));
  }
}
