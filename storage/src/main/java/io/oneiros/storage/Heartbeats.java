package io.oneiros.storage;

import io.oneiros.contract.Result;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Tells the scheduler which tasks are in hand, so that it knows them from those that wait. */
@ApplicationScoped
class Heartbeats {
  private static final Logger LOG = Logger.getLogger(Heartbeats.class);

  private final StorageConfig config;
  private final int slots;
  private final InHand inHand;
  private final Outbox outbox;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  Heartbeats(
      StorageConfig config,
      @ConfigProperty(name = "smallrye.messaging.worker.storage.max-concurrency") int slots,
      InHand inHand,
      Outbox outbox) {
    this.config = config;
    this.slots = slots;
    this.inHand = inHand;
    this.outbox = outbox;
  }

  void start(@Observes StartupEvent event) {
    long period = config.heartbeat().toMillis();
    clock.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clock.shutdownNow();
  }

  /** Whatever happens to one beat, the next one comes or storage ends: who is silent is lost. */
  private void beat() {
    try {
      tell();
    } catch (OutOfMemoryError e) {
      // Of a task, which fails with it. Even a line in the log could want too much here.
    } catch (Error e) {
      LOG.fatal("Its heartbeat failed: this instance of storage ends", e);
      Runtime.getRuntime().halt(1);
    }
  }

  private void tell() {
    try {
      outbox.heartbeat(
          new Result.StorageHeartbeat(
              config.name(), slots, inHand.tasks(config.hang(), Instant.now())));
    } catch (RuntimeException e) {
      LOG.warnf("No heartbeat: %s", e.getMessage());
    }
  }
}
