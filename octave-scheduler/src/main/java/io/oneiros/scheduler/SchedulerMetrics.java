package io.oneiros.scheduler;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.TaskId;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.Effect;
import io.oneiros.scheduler.stream.Census;
import io.oneiros.scheduler.stream.Observer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jboss.logging.Logger;

/**
 * What the scheduler tells of its dreams and tiles as metrics; docs/reference/metrics.md lists
 * them. Labels have few values: no dream, tenant or user's network is named.
 */
public final class SchedulerMetrics implements Observer {
  private static final Logger LOG = Logger.getLogger(SchedulerMetrics.class);

  private static final String ACCEPTED = "oneiros.dreams.accepted";
  private static final String ENDED = "oneiros.dreams.ended";
  private static final String DREAM = "oneiros.dream";
  private static final String OCTAVE = "oneiros.octave";
  private static final String ROUND = "oneiros.round";
  private static final String OVERHEAD = "oneiros.round.overhead";
  private static final String SENT = "oneiros.tiles.sent";
  private static final String ANSWERED = "oneiros.tiles.answered";
  private static final String QUEUE = "oneiros.tile.queue";
  private static final String TURNAROUND = "oneiros.tile.turnaround";
  private static final String COMPUTING = "oneiros.tile";
  private static final String DEAD_LETTERS = "oneiros.dead.letters";
  private static final String UNKNOWN = "oneiros.results.unknown";

  /** For what no kind of device is known of. */
  private static final String NO_KIND = "none";

  private static final Duration[] SHORT = millis(20, 50, 100, 250, 500, 1000, 2500, 10_000, 60_000);
  private static final Duration[] LONG =
      millis(1000, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 14_400_000);

  private final MeterRegistry registry;
  private final Timings timings = new Timings();
  private final CensusGauges gauges;

  public SchedulerMetrics(MeterRegistry registry) {
    this.registry = registry;
    gauges = new CensusGauges(registry);
    // Known before the first of them, so that an increase from nothing is seen.
    accepted();
    unknownResults();
    ended(DreamStatus.COMPLETED, "");
    ended(DreamStatus.CANCELLED, "");
    for (ProblemCode code : ProblemCode.values()) {
      ended(DreamStatus.FAILED, code.code());
      deadLetters(code);
    }
    timer(DREAM, "From accepted to completed", LONG);
  }

  private static Duration[] millis(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  @Override
  public void told(Effect effect, Instant now) {
    if (effect instanceof Effect.DispatchTile tile) {
      sent(tile, now);
    } else if (effect instanceof Effect.Publish publish) {
      published(publish.event());
    } else if (effect instanceof Effect.OctaveDreamed octave) {
      record(timer(OCTAVE, "An octave, whole", LONG), octave.seconds());
    } else if (effect instanceof Effect.Bury bury) {
      deadLetters(bury.letter().problem().code()).increment();
    }
  }

  private void sent(Effect.DispatchTile tile, Instant now) {
    TaskId id = tile.task().id();
    Counter first = sent(tile.kind(), "first");
    Counter again = sent(tile.kind(), "again");
    (id.attempt() == 1 ? first : again).increment();
    timings
        .sent(id, tile.kind(), now)
        .ifPresent(
            waited ->
                timer(QUEUE, "A tile's wait for a slot, from its round's begin", SHORT, tile.kind())
                    .record(waited));
  }

  private Counter sent(String kind, String attempt) {
    return counter(
        SENT, "Tiles sent, again after a failure or a lease", "kind", kind, "attempt", attempt);
  }

  private void published(DreamEvent event) {
    if (event instanceof DreamEvent.Accepted) {
      accepted().increment();
    } else if (event instanceof DreamEvent.Completed completed) {
      ended(DreamStatus.COMPLETED, "").increment();
      record(timer(DREAM, "From accepted to completed", LONG), completed.seconds());
    } else if (event instanceof DreamEvent.Failed failed) {
      ended(DreamStatus.FAILED, failed.problem().code().code()).increment();
    } else if (event instanceof DreamEvent.Cancelled) {
      ended(DreamStatus.CANCELLED, "").increment();
    }
  }

  @Override
  public void answered(Result.OfTask answer, Instant now) {
    if (answer.task().kind() != TaskId.Kind.TILE) {
      return;
    }
    Timings.Sent sent = timings.answered(answer.task(), now).orElse(null);
    String kind = sent == null ? NO_KIND : sent.kind();
    String outcome = answer instanceof Result.TileDreamed ? "dreamed" : "failed";
    counter(ANSWERED, "Answers of workers", "kind", kind, "outcome", outcome).increment();
    if (sent != null && answer instanceof Result.TileDreamed tile) {
      timer(TURNAROUND, "A tile, from sent to answered", SHORT, kind)
          .record(Duration.between(sent.at(), now));
      record(
          timer(COMPUTING, "A tile's computing, as its worker tells", SHORT, kind), tile.seconds());
    }
  }

  @Override
  public void unknown() {
    if (unknownResults().count() == 0) {
      LOG.warn("Results come of a kind that this version does not know; they are passed over.");
    }
    unknownResults().increment();
  }

  @Override
  public void changed(DreamState dream, Instant now) {
    timings
        .changed(dream, now)
        .ifPresent(
            round -> {
              timer(ROUND, "A round, from ready to reassembled", SHORT).record(round.whole());
              timer(OVERHEAD, "A round's end after its last tile: what no computing hides", SHORT)
                  .record(round.tail());
            });
  }

  @Override
  public void counted(int partition, Census census) {
    gauges.counted(partition, census);
  }

  @Override
  public void gone(int partition) {
    gauges.gone(partition);
    timings.clear();
  }

  private Counter unknownResults() {
    return counter(UNKNOWN, "Results of a kind that only a newer version knows, passed over");
  }

  private Counter accepted() {
    return counter(ACCEPTED, "Dreams whose spec was taken");
  }

  private Counter ended(DreamStatus how, String code) {
    return counter(ENDED, "Dreams that ended, and why", "state", how.code(), "code", code);
  }

  private Counter deadLetters(ProblemCode code) {
    return counter(
        DEAD_LETTERS,
        "Messages and work that were given up, by what was wrong",
        "code",
        code.code());
  }

  private Counter counter(String name, String what, String... tags) {
    return Counter.builder(name).description(what).tags(tags).register(registry);
  }

  private Timer timer(String name, String what, Duration[] bounds) {
    return Timer.builder(name).description(what).serviceLevelObjectives(bounds).register(registry);
  }

  private Timer timer(String name, String what, Duration[] bounds, String kind) {
    return Timer.builder(name)
        .description(what)
        .tag("kind", kind)
        .serviceLevelObjectives(bounds)
        .register(registry);
  }

  private static void record(Timer timer, double seconds) {
    timer.record(Duration.ofNanos((long) (seconds * 1e9)));
  }
}
