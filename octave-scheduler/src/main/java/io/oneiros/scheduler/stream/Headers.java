package io.oneiros.scheduler.stream;

import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.Traceparent;
import io.oneiros.scheduler.job.JobMachine;
import io.oneiros.traces.DreamTrace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The CloudEvents headers of what the scheduler sends: of the trace that the thread works on. */
final class Headers {
  private static final String SOURCE = "/oneiros/" + JobMachine.NAME;

  private Headers() {}

  static RecordHeaders of(String id, Class<?> type, String subject, Instant time) {
    RecordHeaders headers = new RecordHeaders();
    CloudEvent.headers(id, SOURCE, CloudEvent.type(type), subject, time, DreamTrace.current())
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }

  /** The traceparent of what came in; null for none. */
  static String trace(org.apache.kafka.common.header.Headers headers) {
    Header header = headers.lastHeader(Traceparent.HEADER);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
