package io.oneiros.scheduler.stream;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import io.oneiros.scheduler.job.Effect;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Carries effects out: tasks by the dispatcher, everything else into the sinks, in one transaction
 * with the state.
 */
final class Outbox {
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
      DreamEvent event = publish.event();
      String dream = event.dream();
      byte[] value = Json.write(DreamEvent.class, event);
      forward(EVENTS, dream, dream, event.getClass(), value, now);
    } else if (effect instanceof Effect.Show show) {
      String dream = show.snapshot().id();
      byte[] value = Json.write(DreamSnapshot.class, show.snapshot());
      forward(JOBS, dream, dream, DreamSnapshot.class, value, now);
    } else if (effect instanceof Effect.Forget forget) {
      forward(JOBS, forget.dream(), forget.dream(), DreamSnapshot.class, null, now);
    } else if (effect instanceof Effect.Bury bury) {
      letter(bury, now);
    }
  }

  private void letter(Effect.Bury bury, Instant now) {
    byte[] value = Json.write(DeadLetter.class, bury.letter());
    forward(DEAD_LETTERS, bury.key(), bury.key(), DeadLetter.class, value, now);
  }

  private void forward(
      String sink, String key, String subject, Class<?> type, byte[] value, Instant now) {
    Record<String, byte[]> message = new Record<>(key, value, now.toEpochMilli());
    context.forward(
        message.withHeaders(Headers.of(UUID.randomUUID().toString(), type, subject, now)), sink);
  }
}
