package io.oneiros.gateway.drops;

import io.oneiros.canvas.StoreAwayException;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Traceparent;
import io.oneiros.gateway.config.Reader;
import io.oneiros.gateway.problem.DeadLetterWriter;
import io.oneiros.gateway.problem.Full;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Where drops have a prefix, reads the bucket's notifications from topic {@code dream.drops} and
 * the ends of dreams from {@code dream.events}, each by one of all gateways, and at least once.
 * While there is no room for more dreams, or what is needed is away, drops wait; whatever else goes
 * wrong with one becomes a dead letter, and is said beside the photo. Nothing is acknowledged
 * before.
 */
@ApplicationScoped
class DropsReader {
  private static final Logger LOG = Logger.getLogger(DropsReader.class);
  private static final long PAUSE_MILLIS = 5000;

  private final DropSettings settings;
  private final Multi<Message<byte[]>> notifications;
  private final Multi<Message<byte[]>> events;
  private final Drops drops;
  private final DeadLetterWriter letters;

  DropsReader(
      DropSettings settings,
      @Channel("drops") Multi<Message<byte[]>> notifications,
      @Channel("drop-events") Multi<Message<byte[]>> events,
      Drops drops,
      DeadLetterWriter letters) {
    this.settings = settings;
    this.notifications = notifications;
    this.events = events;
    this.drops = drops;
    this.letters = letters;
  }

  void start(@Observes StartupEvent started) {
    if (settings.prefix().isPresent()) {
      Drop.requirePrefix(settings.prefix().get());
      Reader.start(notifications, blocking(this::dropped));
      Reader.start(events, blocking(this::told));
    }
  }

  private interface Taking {
    void of(ConsumerRecord<String, byte[]> message) throws InterruptedException;
  }

  private static Reader.Work blocking(Taking taking) {
    return (message, over) ->
        Uni.createFrom()
            .voidItem()
            .emitOn(Infrastructure.getDefaultWorkerPool())
            .invoke(Unchecked.consumer(nothing -> taking.of(message)))
            .invoke(() -> over.complete(null))
            .subscribeAsCompletionStage();
  }

  private void dropped(ConsumerRecord<String, byte[]> notification) throws InterruptedException {
    for (Drop drop : drops.told(notification.value())) {
      try {
        patiently(() -> drops.take(drop));
      } catch (IOException | RuntimeException e) {
        say(drop, bury(notification, "The dropped photo " + drop.key(), e));
      }
    }
  }

  private void told(ConsumerRecord<String, byte[]> message) throws InterruptedException {
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
    try {
      patiently(() -> drops.ended(event));
    } catch (IOException | RuntimeException e) {
      bury(message, "What came of dropped photo's dream " + event.dream(), e);
    }
  }

  /**
   * Returns once Kafka has the letter.
   *
   * @param what could not be taken, to begin a sentence with
   */
  private Problem bury(ConsumerRecord<String, byte[]> message, String what, Exception why) {
    LOG.errorf(why, "%s could not be taken", what);
    Problem problem =
        Problem.of(ProblemCode.INTERNAL, "%s could not be taken: %s".formatted(what, why));
    DeadLetter letter =
        DeadLetter.of(message.topic(), message.value(), DeadLetterWriter.NAME, problem);
    letters.write(message.topic(), letter, Traceparent.begin().toString(), Map.of()).join();
    return letter.problem();
  }

  /** The dead letter says it too. */
  private void say(Drop drop, Problem problem) {
    try {
      drops.say(drop, problem);
    } catch (RuntimeException e) {
      LOG.warnf("Nothing could be laid beside %s: %s", drop.key(), e.getMessage());
    }
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
