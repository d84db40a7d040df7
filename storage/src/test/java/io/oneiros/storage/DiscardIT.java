package io.oneiros.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscardIT {
  private static final TaskId TASK = TaskId.of("d1/k3/o0/r1/discard/0/a1");

  @TempDir Path home;

  @Test
  void onlyWhatWasMadeOnTheWayIsDiscarded() {
    try (RealStore store = new RealStore(home)) {
      ObjectStore objects = store.objects();
      String round = ObjectKeys.round("d1", "k3", 0, 1);
      List<String> kept =
          List.of(
              ObjectKeys.upload("d1"),
              ObjectKeys.image("d1"),
              ObjectKeys.preview("d1", "k3", 0),
              ObjectKeys.round("d1", "k3", 0, 10) + "c/0/0/0",
              ObjectKeys.round("d1", "k4", 0, 1) + "c/0/0/0",
              ObjectKeys.round("d12", "k3", 0, 1) + "c/0/0/0");
      kept.forEach(key -> objects.put(key, new byte[1]));
      objects.put(round + "c/0/0/0", new byte[1]);
      objects.put(round + "t0-a1", new byte[1]);

      new Discard(objects).run(new StorageTask.Discard(TASK, round));
      new Discard(objects).run(new StorageTask.Discard(TASK, round));

      assertThat(objects.list("dreams/")).containsExactlyInAnyOrderElementsOf(kept);
      for (String prefix : new String[] {null, "", "dreams/", "dreams/d1/", "dreams/d1/k4/"}) {
        assertThatThrownBy(() -> new Discard(objects).run(new StorageTask.Discard(TASK, prefix)))
            .isInstanceOf(ProblemException.class)
            .hasMessageContaining("is not below 'dreams/d1/k3/'");
      }
      assertThat(objects.list("dreams/")).hasSize(kept.size());
    }
  }
}
