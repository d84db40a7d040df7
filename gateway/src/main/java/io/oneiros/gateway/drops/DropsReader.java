package io.oneiros.gateway.drops;

import io.oneiros.canvas.StoreAwayException;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.gateway.problem.Full;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads the bucket's notifications from topic {@code dream.drops} and the ends of dreams from
 * {@code dream.events}, each by one of all gateways, and at least once. While there is no room for
 * more dreams, drops wait.
 */
@ApplicationScoped
class DropsReader {
  private static final Logger LOG = Logger.getLogger(DropsReader.class);
  private static final long PAUSE_MILLIS = 5000;

  private final Drops drops;

  DropsReader(Drops drops) {
    this.drops = drops;
  }

  @Incoming("drops")
  @Blocking("drops")
  void dropped(ConsumerRecord<String, byte[]> notification)
      throws IOException, InterruptedException {
    for (Drop drop : drops.told(notification.value())) {
      patiently(() -> drops.take(drop));
    }
  }

  @Incoming("drop-events")
  @Blocking("drop-events")
  void told(ConsumerRecord<String, byte[]> message) throws IOException, InterruptedException {
    if (message.value() == null) {
      return;
    }
    DreamEvent event;
    try {
      event = Json.read(DreamEvent.class, message.value());
    } catch (UncheckedIOException e) {
      LOG.debugf("Not an event: %s", e.getMessage());
      return;
    }
    patiently(() -> drops.ended(event));
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Again and again while there is no room, or the object store or Kafka is away. */
  private static void patiently(Work work) throws IOException, InterruptedException {
    while (true) {
      try {
        work.run();
        return;
      } catch (Full full) {
        Thread.sleep(full.retryAfter().toMillis());
      } catch (StoreAwayException e) {
        pause(e);
      } catch (ProblemException e) {
        if (e.problem().code() != ProblemCode.UNAVAILABLE) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private static void pause(RuntimeException why) throws InterruptedException {
    LOG.warnf("Drops wait: %s", why.getMessage());
    Thread.sleep(PAUSE_MILLIS);
  }
}
