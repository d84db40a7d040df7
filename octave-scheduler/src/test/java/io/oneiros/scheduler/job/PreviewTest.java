package io.oneiros.scheduler.job;

import static io.oneiros.contract.TaskId.Kind.REINJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamEvent.OctaveCompleted;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.Fixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the small pictures that the world is told of. */
class PreviewTest {
  private static final String FIRST = "dreams/dream-1/preview/k3/0.png";
  private static final String SECOND = "dreams/dream-1/preview/k3/1.png";

  /** Its second octave is re-injected in two regions. */
  private static final Size WIDE = new Size(2500, 300);

  private final Cluster cluster =
      Cluster.dreaming(WIDE, Fixtures.spec(TilingMode.FAST, 2, 2, 1024));

  @Test
  void oneOfTheRegionsIsAskedForAPreviewAndTheOctaveIsToldOnceThatIsThere() {
    untilReinjected();
    assertThat(cluster.pending).hasSize(2);
    assertThat(cluster.storage())
        .filteredOn(StorageTask.Reinject.class::isInstance)
        .extracting(task -> ((StorageTask.Reinject) task).preview())
        .containsExactly(FIRST, null);
    assertThat(cluster.state.shown().octaveSeconds()).as("it is over").hasSize(1);

    assertThat(octaves(cluster.answer(cluster.pending.remove(1)))).isEmpty();
    assertThat(cluster.state.shown().preview()).isNull();
    List<OctaveCompleted> told = octaves(cluster.answer(cluster.pending.remove(0)));

    assertThat(told).extracting(OctaveCompleted::preview).containsExactly(FIRST);
    assertThat(told.get(0).seconds()).isEqualTo(cluster.state.shown().octaveSeconds().get(0));
    assertThat(cluster.state.shown().preview()).isEqualTo(FIRST);
    assertThat(cluster.state.shown().octave()).isEqualTo(1);
  }

  @Test
  void octaveIsToldThoughRegionsOfTheNextAreStillOut() {
    untilReinjected();
    assertThat(octaves(cluster.answer(cluster.pending.remove(0)))).hasSize(1);
    assertThat(cluster.state.shown().octave()).isZero();
    assertThat(octaves(cluster.answer(cluster.pending.remove(0)))).as("once").isEmpty();
    assertThat(cluster.state.shown().octave()).isEqualTo(1);
  }

  @Test
  void secondsOfAnOctaveAreNotThoseOfItsPreview() {
    untilReinjected();
    cluster.now = cluster.now.plusSeconds(100);
    assertThat(octaves(cluster.answer(cluster.pending.remove(0))))
        .extracting(OctaveCompleted::seconds)
        .containsExactly(0.0);
  }

  @Test
  void lastOctaveIsToldWithThePictureAndBeforeIt() {
    cluster.run();
    List<DreamEvent> events = Cluster.events(cluster.effects);
    int number = events.size();
    assertThat(events.get(number - 1)).isInstanceOf(DreamEvent.Completed.class);
    assertThat(((OctaveCompleted) events.get(number - 2)).preview()).isEqualTo(SECOND);
    assertThat(cluster.state.shown().preview()).isEqualTo(SECOND);
  }

  @Test
  void storageThatKnowsOfNoPreviewsHoldsUpNoDream() {
    untilReinjected();
    Result.OfTask first = cluster.pending.remove(0);
    cluster.answer(new Result.Stored(first.task()));
    while (!cluster.ended()) {
      Result.OfTask next = cluster.pending.remove(0);
      cluster.answer(
          next instanceof Result.Exported done
              ? new Result.Exported(
                  done.task(), done.image(), done.bytes(), done.sha256(), done.change(), null)
              : next);
    }
    assertThat(cluster.status()).isEqualTo(DreamStatus.COMPLETED);
    assertThat(octaves(cluster.effects))
        .extracting(OctaveCompleted::preview)
        .containsExactly(null, null);
    assertThat(cluster.state.shown().preview()).isNull();
  }

  @Test
  void dreamThatFailsKeepsItsPreviewAndOneThatIsDeletedHasNone() {
    untilReinjected();
    cluster.answer(cluster.pending.remove(0));
    cluster.answer(cluster.pending.remove(0));
    cluster.fail(cluster.pending.remove(0).task(), "w1", false);
    assertThat(cluster.status()).isEqualTo(DreamStatus.FAILED);
    assertThat(cluster.state.shown().preview()).isEqualTo(FIRST);

    cluster.cancel();
    assertThat(cluster.state.shown().deleting()).isTrue();
    assertThat(cluster.state.shown().preview()).isNull();
  }

  @Test
  void previewThatIsLostIsAskedForAgain() {
    untilReinjected();
    Result.OfTask lost = cluster.pending.remove(0);
    cluster.answer(cluster.pending.remove(0));
    List<Effect> again = cluster.tick(Duration.ofMinutes(2), true);
    assertThat(Cluster.storage(again))
        .extracting(task -> ((StorageTask.Reinject) task).preview())
        .containsExactly(FIRST);
    assertThat(octaves(cluster.answer(lost))).as("the first answer counts").hasSize(1);
    assertThat(octaves(cluster.answer(cluster.pending.remove(0)))).isEmpty();
  }

  private void untilReinjected() {
    while (cluster.pending.get(0).task().kind() != REINJECT) {
      cluster.answer(cluster.pending.remove(0));
    }
  }

  private static List<OctaveCompleted> octaves(List<Effect> effects) {
    return Cluster.events(effects).stream()
        .filter(OctaveCompleted.class::isInstance)
        .map(OctaveCompleted.class::cast)
        .toList();
  }
}
