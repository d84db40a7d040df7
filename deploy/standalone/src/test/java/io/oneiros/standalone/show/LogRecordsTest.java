package io.oneiros.standalone.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oneiros.standalone.show.LogRecords.LogRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRecordsTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void recordsOfADreamAreShownInTheOrderOfTimeWhoeverWroteThem() throws IOException {
    List<LogRecord> records = new ArrayList<>();
    records.addAll(
        read(
            "storage",
            """
            Listening for nothing
            2026-11-21 10:00:00,900 WARN  [i.o.s.TaskRunner] (t) [d-1 %s] too late
            java.io.IOException: away
            \tat Somewhere
            2026-11-21 10:00:01,000 INFO  [i.o.s.TaskRunner] (t) [ ] nothing of it
            """
                .formatted(TRACE)));
    records.addAll(
        read(
            "worker-1",
            """
            2026-11-21 10:00:00,100 INFO  [i.o.w.Workbench] (t) [ ] Handing back d-1/k3/o0/r0/tile/0/a1
            2026-11-21 10:00:00,200 INFO  [i.o.w.Workbench] (t) [ %s] of its trace
            2026-11-21 10:00:00,300 INFO  [i.o.w.Workbench] (t) [d-11 ] of another, as is my-d-1
            """
                .formatted(TRACE)));

    assertThat(LogRecords.about("d-1", records))
        .extracting(LogRecord::source, record -> record.text().lines().count())
        .containsExactly(tuple("worker-1", 1L), tuple("worker-1", 1L), tuple("storage", 3L));
  }

  @Test
  void recordsMayBeJson() throws IOException {
    List<LogRecord> records =
        read(
            "pods",
            """
            {"timestamp":"2026-11-21T10:00:02.5+01:00","message":"b","mdc":{"dream":"d-1","traceId":"%1$s"}}
            {"timestamp":"2026-11-21T09:00:01.5Z","message":"a","mdc":{"traceId":"%1$s"}}
            {"timestamp":"2026-11-21T09:00:01.5Z","message":"c","mdc":{"dream":"d-2"}}
            """
                .formatted(TRACE));

    assertThat(LogRecords.about("d-1", records))
        .extracting(LogRecord::text)
        .satisfiesExactly(
            first -> assertThat(first).contains("\"a\""),
            second -> assertThat(second).contains("\"b\""));
  }

  private static List<LogRecord> read(String source, String log) throws IOException {
    return LogRecords.read(source, new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
  }
}
