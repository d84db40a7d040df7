package io.oneiros.processes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JvmTest {
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  @AfterEach
  void forget() {
    System.clearProperty("oneiros.steady");
  }

  @Test
  void aSystemForOneDreamIsCompiledQuicklyAndOneThatStaysWell() {
    assertThat(Jvm.options()).contains(QUICK);

    System.setProperty("oneiros.steady", "true");

    assertThat(Jvm.options()).isNotEmpty().doesNotContain(QUICK);
  }
}
