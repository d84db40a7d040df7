package io.oneiros.storage;

import io.oneiros.contract.Json;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Traceparent;
import io.oneiros.traces.DreamTrace;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes tasks from {@code dream.storage}, several at a time and in any order. A message is
 * acknowledged when its result is on the broker, so a task is done at least once; tasks may be
 * repeated, for they write the same bytes again. One whose result could not be sent is passed over:
 * it is in nobody's hands, and the scheduler sends it anew once storage has been idle.
 */
@ApplicationScoped
class TaskConsumer {
  private final TaskRunner runner;
  private final InHand inHand;
  private final Outbox outbox;
  private final StorageMetrics metrics;

  TaskConsumer(TaskRunner runner, InHand inHand, Outbox outbox, StorageMetrics metrics) {
    this.runner = runner;
    this.inHand = inHand;
    this.outbox = outbox;
    this.metrics = metrics;
  }

  @Incoming("storage")
  @Blocking(value = "storage", ordered = false)
  void take(ConsumerRecord<String, byte[]> message) {
    StorageTask task;
    try {
      task = task(message.value());
    } catch (RuntimeException e) {
      metrics.deadLetter();
      outbox.deadLetter(message, e);
      return;
    }
    if (!inHand.take(task.id(), Instant.now())) {
      // The same task once more: the result of the one in hand will do.
      return;
    }
    try {
      done(task, message);
    } finally {
      inHand.done(task.id());
    }
  }

  private void done(StorageTask task, ConsumerRecord<String, byte[]> message) {
    TaskId id = task.id();
    String kind = id.kind().name().toLowerCase(Locale.ROOT);
    try (DreamTrace trace =
        DreamTrace.span(kind, SpanKind.CONSUMER, id.dream(), cause(message))
            .with("task", id.toString())) {
      Result.OfTask result = metrics.measured(task, () -> runner.run(task));
      if (result instanceof Result.TaskFailed failure) {
        trace.failed(failure.problem().detail());
      }
      outbox.result(result);
    }
  }

  private static String cause(ConsumerRecord<String, byte[]> message) {
    Header header = message.headers().lastHeader(Traceparent.HEADER);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** A task without a proper id could not be answered. */
  private static StorageTask task(byte[] json) {
    StorageTask task = Json.read(StorageTask.class, json);
    if (task == null || task.id() == null || !ObjectKeys.isDreamId(task.id().dream())) {
      throw new IllegalArgumentException("a task without a proper id");
    }
    return task;
  }
}
