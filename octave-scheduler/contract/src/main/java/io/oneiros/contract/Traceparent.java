package io.oneiros.contract;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which trace a message belongs to, and who caused it (W3C Trace Context, 2021): written {@code
 * 00-TRACE-SPAN-FLAGS}. Every message of a dream has one, as Kafka header {@link #HEADER} and as
 * the attribute of CloudEvents' distributed tracing extension.
 *
 * @param traceId 32 hexadecimal digits, one trace a dream
 * @param spanId 16 hexadecimal digits, the cause
 * @param flags 2 hexadecimal digits; 01 where the trace is recorded
 */
public record Traceparent(String traceId, String spanId, String flags) {
  public static final String HEADER = "traceparent";

  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /** A trace that begins here. */
  public static Traceparent begin() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    // An id of zeros is none.
    return new Traceparent(
        "%016x%016x".formatted(random.nextLong(), random.nextLong() | 1),
        "%016x".formatted(random.nextLong() | 1),
        "01");
  }

  /**
   * @param header null for none
   * @return empty where it is not of that form, which says nothing
   */
  public static Optional<Traceparent> of(String header) {
    Matcher form = FORM.matcher(header == null ? "" : header);
    return form.matches()
        ? Optional.of(new Traceparent(form.group(1), form.group(2), form.group(3)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "00-%s-%s-%s".formatted(traceId, spanId, flags);
  }
}
