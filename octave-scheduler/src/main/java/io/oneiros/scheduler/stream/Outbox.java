package io.oneiros.scheduler.stream;

import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import io.oneiros.scheduler.job.Effect;
import io.oneiros.traces.DreamTrace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/**
 * Carries effects out: tasks by the dispatcher, everything else into the sinks, in one transaction
 * with the state.
 */
final class Outbox {
  private static final Logger LOG = Logger.getLogger(Outbox.class);

  static final String JOBS = "jobs";
  static final String EVENTS = "events";
  static final String DEAD_LETTERS = "dead-letters";

  private final ProcessorContext<String, byte[]> context;
  private final Dispatcher dispatcher;
  private final Dispatcher.Failures failures;
  private final Observer observer;

  Outbox(
      ProcessorContext<String, byte[]> context,
      Dispatcher dispatcher,
      Dispatcher.Failures failures,
      Observer observer) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.failures = failures;
    this.observer = observer;
  }

  void tell(Effect effect, Instant now) {
    observer.told(effect, now);
    if (effect instanceof Effect.DispatchTile tile) {
      dispatcher.tile(tile.kind(), tile.task(), failures);
    } else if (effect instanceof Effect.DispatchStorage storage) {
      dispatcher.storage(storage.task(), failures);
    } else if (effect instanceof Effect.Publish publish) {
      publish(publish.event(), publish.webhook(), now);
    } else if (effect instanceof Effect.OctaveDreamed octave) {
      past("octave", octave.dream(), octave.seconds(), now);
    } else if (effect instanceof Effect.Show show) {
      String dream = show.snapshot().id();
      byte[] value = Json.write(DreamSnapshot.class, show.snapshot());
      forward(JOBS, dream, DreamSnapshot.class, value, now);
    } else if (effect instanceof Effect.Forget forget) {
      forward(JOBS, forget.dream(), DreamSnapshot.class, null, now);
    } else if (effect instanceof Effect.Bury bury) {
      bury(bury.key(), bury.letter(), now);
    }
  }

  private void publish(DreamEvent event, String webhook, Instant now) {
    String dream = event.dream();
    LOG.infof("Dream %s: %s", dream, CloudEvent.type(event.getClass()));
    RecordHeaders headers = Headers.of(UUID.randomUUID().toString(), event.getClass(), dream, now);
    if (webhook != null) {
      headers.add(CloudEvent.WEBHOOK, webhook.getBytes(StandardCharsets.UTF_8));
    }
    forward(EVENTS, dream, headers, Json.write(DreamEvent.class, event), now);
    if (event instanceof DreamEvent.Completed completed) {
      past("dream", dream, completed.seconds(), now);
    }
  }

  private static void past(String name, String dream, double seconds, Instant now) {
    Instant from = now.minusMillis(Math.round(seconds * 1000));
    DreamTrace.past(name, dream, DreamTrace.current(), from, now);
  }

  private void bury(String key, DeadLetter letter, Instant now) {
    byte[] value = Json.write(DeadLetter.class, letter);
    forward(DEAD_LETTERS, key, DeadLetter.class, value, now);
  }

  private void forward(String sink, String key, Class<?> type, byte[] value, Instant now) {
    forward(sink, key, Headers.of(UUID.randomUUID().toString(), type, key, now), value, now);
  }

  private void forward(String sink, String key, RecordHeaders headers, byte[] value, Instant now) {
    context.forward(new Record<>(key, value, now.toEpochMilli(), headers), sink);
  }
}
