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

  @Test
  void podsAreToldApartByThePrefixOfKubectl() throws IOException {
    List<LogRecord> records =
        read(
            "-",
            """
            [pod/dreams-gateway-7c9d8f5b6-x2vqk/gateway] __  ____  __  _____   ___  __ ____  ______
            [pod/dreams-gateway-7c9d8f5b6-x2vqk/gateway] 2026-11-21 10:00:00,100 INFO  [i.o.g.i.Intake] (executor-thread-1) [d-1 %1$s] It is asked for
            [pod/dreams-storage-0/storage] 2026-11-21 10:00:00,300 WARN  [i.o.s.TaskRunner] (t) [d-1 %1$s] Task failed
            [pod/dreams-worker-0/worker] {"timestamp":"2026-11-21T10:00:00.200Z","message":"a | b","mdc":{"dream":"d-1","traceId":"%1$s"}}
            [pod/dreams-storage-0/storage] java.io.IOException: away
            [pod/dreams-storage-0/storage] \tat java.base/java.io.Somewhere.read(Somewhere.java:1)
            """
                .formatted(TRACE));

    assertThat(records)
        .extracting(LogRecord::source, LogRecord::dream, record -> record.text().lines().count())
        .containsExactly(
            tuple("dreams-gateway-7c9d8f5b6-x2vqk", "d-1", 1L),
            tuple("dreams-storage-0", "d-1", 3L),
            tuple("dreams-worker-0", "d-1", 1L));
    assertThat(records.get(1).text())
        .startsWith("2026-11-21 10:00:00,300 WARN")
        .endsWith("java:1)");
    assertThat(records.get(2).text()).startsWith("{").endsWith("}}");
  }

  @Test
  void timestampsOfTheToolAreTakenOff() throws IOException {
    List<LogRecord> records =
        read(
            "-",
            """
            2026-11-21T10:00:00.100123456Z 2026-11-21 10:00:00,100 INFO  [i.o.g.i.Intake] (t) [d-1 ] bare
            2026-11-21T10:00:00.100999999Z java.io.IOException: away
            2026-11-21T10:00:00.101Z
            [pod/dreams-worker-0/worker] 2026-11-21T11:00:00.200123456+01:00 {"timestamp":"2026-11-21T10:00:00.200Z","mdc":{"dream":"d-1"}}
            gateway-1    | 2026-11-21T10:00:00.300123456Z 2026-11-21 10:00:00,300 INFO  [i.o.g.i.Intake] (t) [d-1 ] composed
            """);

    assertThat(records)
        .extracting(LogRecord::source, LogRecord::text)
        .containsExactly(
            tuple(
                "-",
                "2026-11-21 10:00:00,100 INFO  [i.o.g.i.Intake] (t) [d-1 ] bare\njava.io.IOException: away\n"),
            tuple(
                "dreams-worker-0",
                "{\"timestamp\":\"2026-11-21T10:00:00.200Z\",\"mdc\":{\"dream\":\"d-1\"}}"),
            tuple(
                "gateway-1", "2026-11-21 10:00:00,300 INFO  [i.o.g.i.Intake] (t) [d-1 ] composed"));
  }

  @Test
  void containersAreToldApartByThePrefixOfCompose() throws IOException {
    List<LogRecord> records =
        read(
            "-",
            """
            scheduler-1  | 2026-11-21 10:00:00,100 INFO  [i.o.s.s.Told] (t) [d-1 %1$s] accepted
            worker-2     | 2026-11-21 10:00:00,200 WARN  [i.o.w.Workbench] (t) [ %1$s] away
            scheduler-1  | \tat Somewhere
            worker-2     | {"timestamp":"2026-11-21T10:00:00.300Z","message":"x","mdc":{"dream":"d-1"}}
            kafka-1      | [2026-11-21 10:00:00,400] INFO of nobody's dream
            """
                .formatted(TRACE));

    assertThat(LogRecords.about("d-1", records))
        .extracting(LogRecord::source, record -> record.text().lines().count())
        .containsExactly(tuple("scheduler-1", 2L), tuple("worker-2", 1L), tuple("worker-2", 1L));
  }

  @Test
  void whatOnlyLooksLikeAPrefixStaysText() throws IOException {
    List<LogRecord> records =
        read(
            "worker-1",
            """
            2026-11-21 10:00:00,100 INFO  [i.o.w.Workbench] (t) [d-1 ] A table:
            name | value
            """);

    assertThat(records)
        .singleElement()
        .satisfies(record -> assertThat(record.text()).endsWith("A table:\nname | value"));
  }

  @Test
  void aRecordOfAnotherDreamIsNotShownForAWordInIt() throws IOException {
    List<LogRecord> records =
        read(
            "storage",
            """
            2026-11-21 10:00:00,100 WARN  [i.o.s.TaskRunner] (t) [plain-5 %s] No object 'nosuch/key'
            """
                .formatted(TRACE));

    assertThat(LogRecords.about("nosuch", records)).isEmpty();
    assertThat(LogRecords.about("plain-5", records)).hasSize(1);
  }

  private static List<LogRecord> read(String source, String log) throws IOException {
    return LogRecords.read(source, new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
  }
}
