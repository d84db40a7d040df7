package io.oneiros.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkbenchTest {
  @Test
  void tileWhoseNetworkIsNotLoadedIsPutOffTwiceAndNotForGood() {
    assertThat(Workbench.isForOthers(1, false)).isTrue();
    assertThat(Workbench.isForOthers(2, false)).isTrue();
    assertThat(Workbench.isForOthers(3, false)).isFalse();
    assertThat(Workbench.isForOthers(4, false)).isFalse();
  }

  @Test
  void tileWhoseNetworkIsLoadedIsTakenAtOnce() {
    assertThat(Workbench.isForOthers(1, true)).isFalse();
  }
}
