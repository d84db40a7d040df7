package io.oneiros.storage.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class BlocksTest {
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
    assertThat(done).containsExactlyInAnyOrder("a", "a0+300", "a300+300", "b", "b0+5");
  }
}
