package io.oneiros.gateway.letters;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter, or an event, lies on its topic; written {@code PARTITION-OFFSET}. */
public record LetterId(int partition, long offset) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

  /** Nothing if the text is no such id. */
  public static Optional<LetterId> of(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new LetterId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
