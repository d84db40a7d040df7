package io.oneiros.contract;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The CloudEvents 1.0 attributes every message carries as Kafka headers (binary mode). */
public final class CloudEvent {
  /** An extension of events: the https URL that is to be told of them; absent for nobody. */
  public static final String WEBHOOK = "ce_webhook";

  private CloudEvent() {}

  /**
   * @param id unique for the source
   * @param source the service, such as {@code /oneiros/scheduler}
   * @param type such as {@code io.oneiros.tile-task.v1}
   * @param subject the dream's id
   * @param trace that the message belongs to, a {@link Traceparent}; null for none, which only
   *     signs of life have
   */
  public static Map<String, String> headers(
      String id, String source, String type, String subject, Instant time, String trace) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", id);
    headers.put("ce_source", source);
    headers.put("ce_type", type);
    headers.put("ce_subject", subject);
    headers.put("ce_time", time.toString());
    headers.put("content-type", "application/json");
    if (trace != null) {
      headers.put("ce_" + Traceparent.HEADER, trace);
      headers.put(Traceparent.HEADER, trace);
    }
    return headers;
  }

  /** The event type of a message class: {@code TileDreamed -> io.oneiros.tile-dreamed.v1}. */
  public static String type(Class<?> message) {
    String kebab = message.getSimpleName().replaceAll("([a-z0-9])([A-Z])", "$1-$2");
    return "io.oneiros." + kebab.toLowerCase(java.util.Locale.ROOT) + ".v1";
  }
}
