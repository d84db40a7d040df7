package io.oneiros.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatewayExceptionTest {
  @Test
  void problemIsItsDetailItsCodeAndItsSetting() {
    assertThat(
            GatewayException.of(
                400,
                "{\"type\":\"urn:oneiros:problem:octaves-out-of-range\",\"code\":"
                    + "\"octaves-out-of-range\",\"detail\":\"octaves is 99.\","
                    + "\"setting\":\"oneiros.limits.max-octaves\"}"))
        .hasMessage("octaves is 99. (octaves-out-of-range, setting oneiros.limits.max-octaves)");
  }

  @Test
  void anotherAnswerIsItsStatus() {
    assertThat(GatewayException.of(502, "<html>Bad gateway</html>"))
        .hasMessage("The gateway answered with status 502.");
    assertThat(GatewayException.of(500, "")).hasMessage("The gateway answered with status 500.");
  }
}
