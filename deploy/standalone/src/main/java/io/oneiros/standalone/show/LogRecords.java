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
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the services' logs, lines of text or JSON. */
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
  public record LogRecord(String source, Instant time, String text, String dream, String trace) {}

  /** What comes before the first line that says when it was written is left away. */
  public static List<LogRecord> read(String source, InputStream log) throws IOException {
    List<LogRecord> records = new ArrayList<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(log, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      LogRecord begun = line.startsWith("{") ? json(source, line) : text(source, line);
      if (begun != null) {
        records.add(begun);
      } else if (!records.isEmpty()) {
        LogRecord last = records.remove(records.size() - 1);
        records.add(
            new LogRecord(
                source, last.time(), last.text() + "\n" + line, last.dream(), last.trace()));
      }
    }
    return records;
  }

  /** Those that name the dream or are of its trace, oldest first. */
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
                record.trace() != null && traces.contains(record.trace())
                    || named.matcher(record.text()).find())
        .sorted(Comparator.comparing(LogRecord::time))
        .toList();
  }

  private static LogRecord text(String source, String line) {
    if (line.length() < STAMP) {
      return null;
    }
    try {
      LocalDateTime time = LocalDateTime.parse(line.substring(0, STAMP), TIME);
      Matcher about = ABOUT.matcher(line);
      boolean found = about.find();
      return new LogRecord(
          source,
          time.atZone(ZoneId.systemDefault()).toInstant(),
          line,
          found && !about.group(1).isEmpty() ? about.group(1) : null,
          found ? about.group(2) : null);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static LogRecord json(String source, String line) {
    try {
      JsonNode json = Json.read(JsonNode.class, line.getBytes(StandardCharsets.UTF_8));
      Instant time = OffsetDateTime.parse(json.path("timestamp").asText()).toInstant();
      JsonNode mdc = json.path("mdc");
      return new LogRecord(
          source, time, line, mdc.path("dream").asText(null), mdc.path("traceId").asText(null));
    } catch (DateTimeException | UncheckedIOException e) {
      return null;
    }
  }
}
