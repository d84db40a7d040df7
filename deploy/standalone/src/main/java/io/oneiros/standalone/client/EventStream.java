package io.oneiros.standalone.client;

import java.util.Optional;

/**
 * The data of server-sent events, line by line (WHATWG HTML, "Server-sent events"). Names and ids
 * of events are not needed here: all are snapshots.
 */
final class EventStream {
  private static final String DATA = "data:";

  private final StringBuilder data = new StringBuilder();

  /**
   * Takes the next line.
   *
   * @return the data of the event that the line completes
   */
  Optional<String> line(String line) {
    if (line.isEmpty()) {
      return completed();
    }
    if (line.startsWith(DATA)) {
      String value = line.substring(DATA.length());
      data.append(data.isEmpty() ? "" : "\n")
          .append(value.startsWith(" ") ? value.substring(1) : value);
    }
    return Optional.empty();
  }

  private Optional<String> completed() {
    if (data.isEmpty()) {
      return Optional.empty();
    }
    String event = data.toString();
    data.setLength(0);
    return Optional.of(event);
  }
}
