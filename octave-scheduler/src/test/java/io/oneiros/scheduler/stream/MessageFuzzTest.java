package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Topics;
import io.oneiros.contract.spec.Presets;
import io.oneiros.processes.Bounded;
import io.oneiros.scheduler.Answers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes by Kafka stops no scheduler and no dream that it is not about. */
class MessageFuzzTest {
  private static final String ASKED = "d1";
  private static final String ANSWERED = "d2";
  private static final String WAITING = "d3";
  private static final String OTHER = "d4";
  private static final long MEMORY = 64 << 20;

  /** Taken again for as long as nothing that it has heard has changed anything. */
  private Scheduler scheduler;

  private static final class Scheduler extends KeptStore {
    private final DreamProcessor processor = start();

    /** With a dream whose tiles are out, and one whose photo is not read yet. */
    private Scheduler dreaming() {
      request(processor, ANSWERED, WAITING);
      answer(processor, CLUSTER.to(storage.get(0)));
      return this;
    }

    /**
     * @return whether all that comes of it is a dead letter
     */
    private boolean buries(String topic, String key, byte[] message) {
      context.resetForwards();
      context.setRecordMetadata(topic, 0, 0);
      processor.process(new Record<>(key, message, 0));
      letters().forEach(why -> assertThat(why).doesNotContain("not be handled: java."));
      assertThat(shown())
          .extracting(DreamSnapshot::problem)
          .filteredOn(Objects::nonNull)
          .noneMatch(problem -> problem.detail().startsWith("An error of the scheduler"));
      return !context.forwarded().isEmpty() && letters().count() == context.forwarded().size();
    }

    private Stream<String> letters() {
      return context.forwarded().stream()
          .filter(sent -> sent.childName().equals(Optional.of(Outbox.DEAD_LETTERS)))
          .map(sent -> Json.read(DeadLetter.class, sent.record().value()).problem().detail());
    }

    private void goesOn() {
      tick();
      request(processor, OTHER);
      assertThat(shown()).anyMatch(dream -> dream.id().equals(OTHER));
    }
  }

  private void hears(String topic, String key, byte[] message) throws Exception {
    if (scheduler == null) {
      scheduler = new Scheduler().dreaming();
    }
    Bounded.run(
        MEMORY,
        () -> {
          if (!scheduler.buries(topic, key, message)) {
            scheduler.goesOn();
            scheduler = new Scheduler().dreaming();
          }
        });
  }

  static Stream<byte[]> requests() {
    Instant at = Instant.EPOCH;
    DreamSpec spec = Presets.ALL.get(0).spec();
    return Stream.of(
            new Request.DreamRequested(ASKED, spec, "up", "guide", "mask", at, "t", "https://x/y"),
            new Request.DreamRequested(ASKED, DreamSpec.DEFAULTS, "up", null, null, null),
            new Request.DreamCancelled(ASKED, at),
            new Request.DreamRetried(ASKED, "k3", at))
        .map(request -> Json.write(Request.class, request));
  }

  @MethodSource("requests")
  @FuzzTest
  void requestIsActedUponOrBuried(byte[] message) throws Exception {
    hears(Topics.REQUESTS_NAME, ASKED, message);
  }

  static Stream<byte[]> results() {
    Scheduler scheduler = new Scheduler().dreaming();
    TaskId tile = scheduler.tiles.get(0).id();
    Problem problem = Problem.of(ProblemCode.INTERNAL, "bad luck");
    return Stream.of(
            Answers.to(scheduler.tiles.get(0)),
            KeptStore.CLUSTER.to(scheduler.storage.get(1)),
            new Result.TaskFailed(tile, "w", problem, true),
            new Result.DeltaDamaged(tile, "s", "delta", problem),
            new Result.Stored(tile),
            new Result.Exported(tile, "image", 9, "sha", 1.5, "preview"),
            new Result.WorkerHeartbeat("w", 3, List.of(tile), Answers.KIND, List.of("net")),
            new Result.StorageHeartbeat("s", 2, List.of(tile)))
        .map(result -> Json.write(Result.class, result));
  }

  @MethodSource("results")
  @FuzzTest
  void resultIsActedUponOrBuried(byte[] message) throws Exception {
    hears(Topics.RESULTS_NAME, ANSWERED, message);
  }
}
