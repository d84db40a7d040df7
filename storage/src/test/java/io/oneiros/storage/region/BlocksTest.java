package io.oneiros.storage.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Rect;
import org.junit.jupiter.api.Test;

class BlocksTest {
  @Test
  void blocksCoverTheRegionRowByRow() {
    assertThat(Blocks.of(new Rect(2048, 1024, 1500, 1025)))
        .containsExactly(
            new Rect(2048, 1024, 1024, 1024),
            new Rect(3072, 1024, 476, 1024),
            new Rect(2048, 2048, 1024, 1),
            new Rect(3072, 2048, 476, 1));
  }
}
