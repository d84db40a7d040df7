package io.oneiros.standalone.show;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the services' logs, lines of text or JSON, as they or tools for clusters write them. */
public final class LogRecords {
  private static final int STAMP = 23;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

  /** What the services' format has in brackets: dream and trace. */
  private static final Pattern ABOUT = Pattern.compile("\\) \\[([a-z0-9-]*) ([0-9a-f]{32})?] ");

  private LogRecords() {}

  /**
   * @param source whose log it is
   * @param text one line, or more where there is a stack trace
   * @param dream that it is said to be about, and its trace; null where nothing is said
   */
  public record LogRecord(String source, Instant time, String text, String dream, String trace) {
    private LogRecord and(String line) {
      return new LogRecord(source, time, text + "\n" + line, dream, trace);
    }
  }

  /**
   * Lines without a time go on with what their source said last; what comes before the first line
   * that says when it was written is left away.
   *
   * @param log what it is called; lines with a name before them are of that one
   */
  public static List<LogRecord> read(String log, InputStream in) throws IOException {
    List<LogRecord> records = new ArrayList<>();
    Map<String, Integer> last = new HashMap<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String whole = lines.readLine(); whole != null; whole = lines.readLine()) {
      LogLine line = LogLine.of(log, whole);
      LogRecord begun = line.text().startsWith("{") ? json(line) : text(line);
      if (begun != null) {
        last.put(line.source(), records.size());
        records.add(begun);
      } else if (last.containsKey(line.source())) {
        records.set(last.get(line.source()), records.get(last.get(line.source())).and(line.text()));
      } else if (last.containsKey(log)) {
        records.set(last.get(log), records.get(last.get(log)).and(whole));
      }
    }
    return records;
  }

  /**
   * Those that are said to be about the dream, and of the others that are about none those that
   * name it or are of its trace; oldest first.
   */
  public static List<LogRecord> about(String dream, List<LogRecord> records) {
    Set<String> traces =
        records.stream()
            .filter(record -> dream.equals(record.dream()))
            .map(LogRecord::trace)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Pattern named = Pattern.compile("(?<![a-z0-9-])" + Pattern.quote(dream) + "(?![a-z0-9-])");
    return records.stream()
        .filter(
            record ->
                record.dream() != null
                    ? record.dream().equals(dream)
                    : record.trace() != null && traces.contains(record.trace())
                        || named.matcher(record.text()).find())
        .sorted(Comparator.comparing(LogRecord::time))
        .toList();
  }

  private static LogRecord text(LogLine said) {
    String line = said.text();
    if (line.length() < STAMP) {
      return null;
    }
    try {
      LocalDateTime time = LocalDateTime.parse(line.substring(0, STAMP), TIME);
      Matcher about = ABOUT.matcher(line);
      boolean found = about.find();
      return new LogRecord(
          said.source(),
          time.atZone(ZoneId.systemDefault()).toInstant(),
          line,
          found && !about.group(1).isEmpty() ? about.group(1) : null,
          found ? about.group(2) : null);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static LogRecord json(LogLine line) {
    try {
      JsonNode json = Json.read(JsonNode.class, line.text().getBytes(StandardCharsets.UTF_8));
      Instant time = OffsetDateTime.parse(json.path("timestamp").asText()).toInstant();
      JsonNode mdc = json.path("mdc");
      return new LogRecord(
          line.source(),
          time,
          line.text(),
          mdc.path("dream").asText(null),
          mdc.path("traceId").asText(null));
    } catch (DateTimeException | UncheckedIOException e) {
      return null;
    }
  }
}
