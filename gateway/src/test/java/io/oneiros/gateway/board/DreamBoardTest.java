package io.oneiros.gateway.board;

import static io.oneiros.contract.DreamStatus.ACCEPTED;
import static io.oneiros.contract.DreamStatus.CANCELLED;
import static io.oneiros.contract.DreamStatus.COMPLETED;
import static io.oneiros.contract.DreamStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.smallrye.mutiny.Multi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DreamBoardTest {
  private static final long NOTHING = -1;
  private final DreamBoard board = new DreamBoard(3);

  @BeforeEach
  void catchUp() {
    board.caughtUp();
  }

  @Test
  void nothingIsSaidToBeUnknownOrOpenBeforeAllIsShown() {
    DreamBoard young = new DreamBoard(3);
    young.show(Snapshots.of("a", 1, RUNNING));

    Stream.<ThrowingCallable>of(() -> young.find("b"), young::open, () -> young.newest(null, 9))
        .forEach(
            ask ->
                assertThat(catchThrowableOfType(ProblemException.class, ask).problem().code())
                    .isEqualTo(ProblemCode.UNAVAILABLE));
  }

  @Test
  void onlyNewerSequencesReplaceASnapshot() {
    board.show(Snapshots.of("a", 2, RUNNING));
    board.show(Snapshots.of("a", 1, ACCEPTED));
    board.show(Snapshots.of("a", 2, COMPLETED));

    assertThat(board.find("a")).contains(Snapshots.of("a", 2, RUNNING));
  }

  @Test
  void announcedDreamIsShownUntilTheSchedulerTellsOfIt() {
    board.announce(Snapshots.of("a", 0, ACCEPTED));
    assertThat(board.find("a").orElseThrow().sequence()).isZero();

    board.show(Snapshots.of("a", 1, RUNNING));
    assertThat(board.announce(Snapshots.of("a", 0, ACCEPTED)).sequence()).isEqualTo(1);
    assertThat(board.find("a").orElseThrow().sequence()).isEqualTo(1);
  }

  @Test
  void watcherGetsTheCurrentSnapshotThenEveryNewerOneAndAnEnd() {
    board.show(Snapshots.of("a", 1, ACCEPTED));
    Watcher watcher = watch("a", NOTHING);
    board.show(Snapshots.of("a", 2, RUNNING));
    board.show(Snapshots.of("b", 7, RUNNING));
    board.show(Snapshots.of("a", 2, RUNNING));
    board.show(Snapshots.of("a", 3, COMPLETED));

    assertThat(watcher.sequences).containsExactly(1L, 2L, 3L);
    assertThat(watcher.ended).isTrue();
  }

  @Test
  void watcherThatHasSeenTheCurrentSnapshotGetsOnlyNewerOnes() {
    board.show(Snapshots.of("a", 5, RUNNING));
    Watcher watcher = watch("a", 5);
    assertThat(watcher.sequences).isEmpty();
    board.show(Snapshots.of("a", 6, RUNNING));

    assertThat(watcher.sequences).containsExactly(6L);
    assertThat(watcher.ended).isFalse();
  }

  @Test
  void watcherOfAnEndedDreamGetsItsLastSnapshotAndAnEnd() {
    board.show(Snapshots.of("a", 5, COMPLETED));

    Watcher fresh = watch("a", NOTHING);
    Watcher knowing = watch("a", 5);

    assertThat(fresh.sequences).containsExactly(5L);
    assertThat(fresh.ended).isTrue();
    assertThat(knowing.sequences).isEmpty();
    assertThat(knowing.ended).isTrue();
  }

  @Test
  void slowWatcherMissesWhatIsSupersededButNeverTheLast() {
    board.show(Snapshots.of("a", 1, RUNNING));
    Watcher slow = new Watcher(board.watch("a", NOTHING), 1);
    for (int sequence = 2; sequence < 1000; sequence++) {
      board.show(Snapshots.of("a", sequence, RUNNING));
    }
    board.show(Snapshots.of("a", 1000, COMPLETED));
    slow.subscription.request(Long.MAX_VALUE);

    assertThat(slow.sequences).containsExactly(1L, 1000L);
    assertThat(slow.ended).isTrue();
  }

  @Test
  void forgettingADreamEndsItsStreamAndMakesItUnknown() {
    board.show(Snapshots.of("a", 1, RUNNING));
    Watcher watcher = watch("a", NOTHING);
    board.forget("a");

    assertThat(watcher.ended).isTrue();
    assertThat(board.find("a")).isEmpty();
    assertThat(watch("a", NOTHING).ended).isTrue();
  }

  @Test
  void dreamThatIsDreamedAnewAfterBeingForgottenBeginsWithSmallSequencesAgain() {
    board.show(Snapshots.of("a", 9, COMPLETED));
    board.forget("a");
    board.show(Snapshots.of("a", 1, ACCEPTED));

    assertThat(board.find("a").orElseThrow().status()).isEqualTo(ACCEPTED);
  }

  @Test
  void dreamThatIsToBeDeletedIsShownSoUntilTheSchedulerHasToldOfThat() {
    board.show(Snapshots.of("a", 4, RUNNING));
    board.deleting(Snapshots.of("a", 4, RUNNING));
    assertThat(board.find("a")).contains(Snapshots.of("a", 4, RUNNING).asDeleting());

    board.show(Snapshots.of("a", 5, RUNNING));
    assertThat(board.find("a")).contains(Snapshots.of("a", 5, RUNNING).asDeleting());
    board.show(Snapshots.of("a", 6, CANCELLED).asDeleting());
    board.deleting(Snapshots.of("b", 1, RUNNING));
    assertThat(board.newest(null, 9)).containsExactly(Snapshots.of("a", 6, CANCELLED).asDeleting());
  }

  @Test
  void deletionComesInTimeThoughMoreWasToldMeanwhileButNotForAnotherDreamOfThatId() {
    board.show(Snapshots.of("a", 5, RUNNING));
    board.deleting(Snapshots.of("a", 4, RUNNING));
    assertThat(board.find("a").orElseThrow().deleting()).isTrue();

    board.show(Snapshots.of("b", 5, RUNNING, Instant.ofEpochSecond(20)));
    board.deleting(Snapshots.of("b", 4, RUNNING, Instant.ofEpochSecond(10)));
    assertThat(board.find("b").orElseThrow().deleting()).isFalse();

    board.forget("a");
    board.show(Snapshots.of("a", 1, ACCEPTED));
    assertThat(board.find("a").orElseThrow().deleting()).isFalse();
  }

  @Test
  void fullBoardDropsEndedDreamsBeforeRunningOnes() {
    board.show(at("running", 10));
    board.show(Snapshots.of("old", 1, COMPLETED, Instant.ofEpochSecond(20)));
    board.show(Snapshots.of("new", 1, COMPLETED, Instant.ofEpochSecond(30)));
    board.show(at("next", 40));

    assertThat(board.newest(null, 9))
        .extracting(DreamSnapshot::id)
        .containsExactly("next", "new", "running");
  }

  @Test
  void listIsNewestFirstOfOneStatusAndNoLongerThanAsked() {
    board.show(at("a", 10));
    board.show(at("b", 30));
    board.show(Snapshots.of("c", 1, COMPLETED, Instant.ofEpochSecond(20)));

    assertThat(ids(board.newest(null, 2))).containsExactly("b", "c");
    assertThat(ids(board.newest(RUNNING, 9))).containsExactly("b", "a");
  }

  private Watcher watch(String id, long seen) {
    return new Watcher(board.watch(id, seen), Long.MAX_VALUE);
  }

  private static DreamSnapshot at(String id, long second) {
    return Snapshots.of(id, 1, RUNNING, Instant.ofEpochSecond(second));
  }

  private static List<String> ids(List<DreamSnapshot> dreams) {
    return dreams.stream().map(DreamSnapshot::id).toList();
  }

  /** Remembers what it gets. */
  private static final class Watcher {
    final List<Long> sequences = new ArrayList<>();
    boolean ended;
    Flow.Subscription subscription;

    Watcher(Multi<DreamSnapshot> snapshots, long demand) {
      snapshots
          .subscribe()
          .with(
              opened -> {
                subscription = opened;
                opened.request(demand);
              },
              dream -> sequences.add(dream.sequence()),
              failure -> {
                throw new AssertionError(failure);
              },
              () -> ended = true);
    }
  }
}
