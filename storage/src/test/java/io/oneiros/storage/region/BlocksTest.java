package io.oneiros.storage.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class BlocksTest {
  @Test
  void blocksCoverTheRegionRowByRow() {
    assertThat(Blocks.of(new Rect(1024, 512, 700, 513)))
        .containsExactly(
            new Rect(1024, 512, 512, 512),
            new Rect(1536, 512, 188, 512),
            new Rect(1024, 1024, 512, 1),
            new Rect(1536, 1024, 188, 1));
  }

  @Test
  void allBlocksOfAllPicturesAreWorkedOnAndWhatIsToBeDoneBeside() {
    Map<String, Size> pictures = Map.of("a", new Size(600, 10), "b", new Size(5, 5));
    Set<String> done = ConcurrentHashMap.newKeySet();
    new Blocks()
        .forEach(
            List.of("a", "b"),
            pictures::get,
            (name, block) -> done.add(name + block.x() + "+" + block.width()),
            done::add);
    assertThat(done).containsExactlyInAnyOrder("a", "a0+512", "a512+88", "b", "b0+5");
  }
}
