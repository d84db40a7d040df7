package io.oneiros.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Limits;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemStatusTest {
  private static final HttpProblems PROBLEMS =
      new HttpProblems(
          new MemorySize(BigInteger.valueOf(1000)),
          new MemorySize(BigInteger.TEN),
          16,
          Limits.DEFAULTS);

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void everyCodeHasAnErrorStatusAndADocument(ProblemCode code) {
    ProblemDocument document =
        ProblemDocument.of(new Problem(code, "why", "oneiros.limits.max-tile"), "/v1/dreams");

    assertThat(document.status()).isEqualTo(ProblemStatus.of(code)).isBetween(400, 599);
    assertThat(document.type()).isEqualTo(code.type()).endsWith(document.code());
    assertThat(document.title()).isEqualTo(code.title());
    assertThat(document.setting()).isEqualTo("oneiros.limits.max-tile");
  }

  @Test
  void errorOfHttpItselfIsAboutBlankAndNamedByItsStatus() {
    ProblemDocument document = PROBLEMS.of(405, "/v1/dreams");

    assertThat(document.type()).isEqualTo("about:blank");
    assertThat(document.title()).isEqualTo("Method Not Allowed");
    assertThat(document.code()).isEqualTo("method-not-allowed");
    assertThat(document.instance()).isEqualTo("/v1/dreams");
  }

  @Test
  void bodyThatIsTooLargeForTheServerHasTheSameCodeAsAnUploadThatIsTooLarge() {
    assertThat(PROBLEMS.of(413, "/v1/dreams").code()).isEqualTo("too-many-bytes");
  }
}
