package io.oneiros.scheduler.stream;

import io.oneiros.contract.CloudEvent;
import io.oneiros.scheduler.job.JobMachine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The CloudEvents headers of what the scheduler sends. */
final class Headers {
  private static final String SOURCE = "/oneiros/" + JobMachine.NAME;

  private Headers() {}

  static RecordHeaders of(String id, Class<?> type, String subject, Instant time) {
    RecordHeaders headers = new RecordHeaders();
    CloudEvent.headers(id, SOURCE, CloudEvent.type(type), subject, time)
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }
}
