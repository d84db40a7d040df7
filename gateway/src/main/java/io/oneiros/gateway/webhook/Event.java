package io.oneiros.gateway.webhook;

import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.Traceparent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Something that a URL is to be told of.
 *
 * @param id the same however often it is sent
 * @param place of its message on {@code dream.events}, {@code PARTITION-OFFSET}
 * @param headers of its HTTP request: CloudEvents in binary mode, and the traceparent, if there is
 *     one that can be read
 * @param body its JSON
 */
record Event(
    String id, String place, String dream, String url, Map<String, String> headers, byte[] body) {

  /** Null where nobody is to be told. */
  static Event of(ConsumerRecord<String, byte[]> message) {
    Header url = message.headers().lastHeader(CloudEvent.WEBHOOK);
    if (url == null || url.value() == null || message.value() == null) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (Header header : message.headers()) {
      if (isTold(header.key()) && header.value() != null) {
        headers.put(header.key().replace('_', '-'), text(header));
      }
    }
    // Whoever may write on the topic may write anything.
    for (String trace : List.of(Traceparent.HEADER, "ce-" + Traceparent.HEADER)) {
      headers.computeIfPresent(
          trace, (name, text) -> Traceparent.of(text).map(Traceparent::toString).orElse(null));
    }
    String place = "%d-%d".formatted(message.partition(), message.offset());
    String id = headers.computeIfAbsent("ce-id", any -> message.topic() + "-" + place);
    String dream = Objects.requireNonNullElse(message.key(), "");
    return new Event(id, place, dream, text(url), headers, message.value());
  }

  /** Whoever may write on the topic chooses no other header of the request. */
  private static boolean isTold(String header) {
    return header.equals(Traceparent.HEADER)
        || header.startsWith("ce_") && !header.equals(CloudEvent.WEBHOOK);
  }

  /** Null for none. */
  String trace() {
    return headers.get(Traceparent.HEADER);
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
