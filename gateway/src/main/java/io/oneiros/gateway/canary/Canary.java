package io.oneiros.gateway.canary;

import io.micrometer.core.instrument.MeterRegistry;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.config.GatewaySettings;
import io.oneiros.gateway.intake.DreamIds;
import io.oneiros.gateway.intake.Intake;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Dreams a small dream at intervals, as tenant {@code canary}, through everything that any dream
 * goes through but the upload of a picture; measures it and deletes it. One at a time; off unless
 * {@code oneiros.gateway.canary} says how often.
 */
@ApplicationScoped
class Canary {
  private static final Logger LOG = Logger.getLogger(Canary.class);
  private static final String TENANT = "canary";

  /** One octave in one tile, one step. */
  private static final DreamSpec SPEC =
      Json.read(
          DreamSpec.class,
          "{\"start\":{\"from\":\"noise\",\"width\":96,\"height\":96},\"octaves\":1,\"iterations\":1,\"seed\":1}"
              .getBytes(StandardCharsets.UTF_8));

  private final GatewaySettings settings;
  private final Intake intake;
  private final DreamBoard board;
  private final Clock clock;
  private final MeterRegistry registry;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  Canary(
      GatewaySettings settings,
      Intake intake,
      DreamBoard board,
      Clock clock,
      MeterRegistry registry) {
    this.settings = settings;
    this.intake = intake;
    this.board = board;
    this.clock = clock;
    this.registry = registry;
  }

  void start(@Observes StartupEvent event) {
    settings.canary().ifPresent(this::fly);
  }

  private void fly(Duration pause) {
    CanaryMetrics metrics = new CanaryMetrics(registry);
    long millis = pause.toMillis();
    timer.scheduleWithFixedDelay(() -> dream(metrics), millis, millis, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void dream(CanaryMetrics metrics) {
    if (!board.isCaughtUp()) {
      // A gateway that has just begun serves nobody yet: that is no failure.
      return;
    }
    String id = DreamIds.fresh(clock.instant());
    long start = System.nanoTime();
    try {
      intake.accept(id, /* shared= */ false, Map.of(), SPEC, TENANT, /* webhook= */ null);
      DreamSnapshot last = ended(id);
      if (last.status() == DreamStatus.COMPLETED) {
        metrics.completed(Duration.ofNanos(System.nanoTime() - start), clock.instant());
      } else {
        metrics.failed();
        LOG.warnf("The canary's dream %s is %s", id, last.status().code());
      }
      intake.cancel(last);
    } catch (IOException | RuntimeException e) {
      metrics.failed();
      LOG.warnf("The canary's dream %s came to nothing: %s", id, e.getMessage());
    }
  }

  /** As it is once it has ended, or when patience has. */
  private DreamSnapshot ended(String id) {
    return board
        .watch(id, /* seen= */ -1)
        .filter(dream -> dream.status().terminal())
        .toUni()
        .ifNoItem()
        .after(settings.canaryPatience())
        .recoverWithItem(() -> board.find(id).orElseThrow())
        .await()
        .indefinitely();
  }
}
