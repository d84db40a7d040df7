package io.oneiros.gateway.webhook;

import io.oneiros.contract.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Something that a URL is to be told of.
 *
 * @param id the same however often it is sent
 * @param headers of its HTTP request: CloudEvents in binary mode, and the traceparent
 * @param body its JSON
 */
record Event(String id, String dream, String url, Map<String, String> headers, byte[] body) {
  /** Null where nobody is to be told. */
  static Event of(ConsumerRecord<String, byte[]> message) {
    Header url = message.headers().lastHeader(CloudEvent.WEBHOOK);
    if (url == null || message.value() == null) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (Header header : message.headers()) {
      if (!header.key().equals(CloudEvent.WEBHOOK) && header.value() != null) {
        headers.put(header.key().replace('_', '-'), text(header));
      }
    }
    String id =
        headers.computeIfAbsent(
            "ce-id",
            any -> "%s-%d-%d".formatted(message.topic(), message.partition(), message.offset()));
    return new Event(id, message.key(), text(url), headers, message.value());
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
