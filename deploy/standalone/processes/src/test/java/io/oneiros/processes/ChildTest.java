package io.oneiros.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path home;

  @Test
  void writesItsNumberWhileItRunsAndItsLog() throws Exception {
    Path pid = home.resolve("run/speaker.pid");
    try (Child child = start("echo \"$GREETING\"; exec sleep 60", Map.of("GREETING", "hello"))) {
      child.awaitReady(Readiness.line("hello"), LIMIT);
      assertThat(Files.readString(pid).strip()).isEqualTo(Long.toString(child.pid()));
      assertThat(new PidFile(pid).living()).isPresent();
    }
    assertThat(pid).doesNotExist();
    assertThat(home.resolve("log/speaker.log")).hasContent("hello");
  }

  @Test
  void deathBeforeReadinessNamesTheLogAndShowsItsEnd() {
    Child child = start("echo no luck today; exit 7", Map.of());
    assertThatThrownBy(() -> child.awaitReady(Readiness.line("READY"), LIMIT))
        .isInstanceOf(ChildFailedException.class)
        .hasMessageContaining("speaker died with exit code 7")
        .hasMessageContaining(home.resolve("log/speaker.log").toString())
        .hasMessageEndingWith("no luck today");
  }

  @Test
  void oneLineOfADeathIsTheLastThatTellsOfAnError() {
    Child child = start("echo ERROR no luck; echo INFO all is well; exit 7", Map.of());
    assertThatThrownBy(() -> child.awaitReady(Readiness.line("READY"), LIMIT))
        .isInstanceOfSatisfying(
            ChildFailedException.class,
            e ->
                assertThat(e.oneLine())
                    .isEqualTo(
                        "speaker died with exit code 7; see %s: ERROR no luck"
                            .formatted(home.resolve("log/speaker.log"))));
    Child silent = start("echo INFO all is well; exit 7", Map.of());
    assertThatThrownBy(() -> silent.awaitReady(Readiness.line("READY"), LIMIT))
        .isInstanceOfSatisfying(
            ChildFailedException.class, e -> assertThat(e.oneLine()).endsWith("speaker.log"));
  }

  @Test
  void whatGoesOnAfterAnErrorIsNotWhatItDiedOf() {
    Child child =
        start(
            """
            echo "2026-11-21 22:52:57,851 ERROR [io.one] (main) no luck"
            for i in 1 2 3 4 5 6 7; do
              echo "2026-11-21 22:52:58,851 WARN  [io.one] (main) No heartbeat: TimeoutException"
            done
            exit 7
            """,
            Map.of());
    assertThatThrownBy(() -> child.awaitReady(Readiness.line("READY"), LIMIT))
        .isInstanceOfSatisfying(
            ChildFailedException.class, e -> assertThat(e.oneLine()).endsWith("no luck"));
  }

  @Test
  void ofAKillItIsToldWhoMayHaveDoneIt() {
    Child child = start("echo ERROR of yesterday; kill -9 $$", Map.of());
    assertThatThrownBy(() -> child.awaitReady(Readiness.line("READY"), LIMIT))
        .isInstanceOfSatisfying(
            ChildFailedException.class,
            e ->
                assertThat(e.oneLine())
                    .contains("exit code 137: somebody killed it", "memory; see ")
                    .endsWith("speaker.log"));
  }

  @Test
  void readinessOfAnEarlierStartDoesNotCount() {
    start("echo READY; exec sleep 60", Map.of()).awaitReady(Readiness.line("READY"), LIMIT).kill();
    Child second = start("exit 3", Map.of());
    assertThatThrownBy(() -> second.awaitReady(Readiness.line("READY"), LIMIT))
        .hasMessageContaining("exit code 3");
  }

  @Test
  void logOfTheStartBeforeIsKeptAndNoOlderOne() throws Exception {
    Path log = home.resolve("log/speaker.log");
    for (String word : new String[] {"one", "two", "three"}) {
      start("echo " + word + "; exec sleep 60", Map.of())
          .awaitReady(Readiness.line(word), LIMIT)
          .kill();
    }
    assertThat(log).hasContent("three");
    assertThat(log.resolveSibling("speaker.log.1")).hasContent("two");
    assertThat(log.getParent()).isDirectoryNotContaining(file -> file.endsWith("speaker.log.2"));
  }

  @Test
  void neverReadyIsStoppedAndTold() {
    Child child = start("exec sleep 60", Map.of());
    assertThatThrownBy(() -> child.awaitReady(Readiness.port(1), Duration.ofSeconds(1)))
        .hasMessageContaining("did not get ready within 1 s");
    assertThat(child.alive()).isFalse();
  }

  @Test
  void startStopsWhatAKilledParentLeftBehind() throws Exception {
    Process orphan = new ProcessBuilder("sleep", "60").start();
    new PidFile(home.resolve("run/speaker.pid")).write(orphan.pid());
    try (Child child = start("exec sleep 60", Map.of())) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(child.alive()).isTrue();
    }
  }

  @Test
  void orphansOfEveryNameAreStopped() throws Exception {
    Process orphan = new ProcessBuilder("sleep", "60").start();
    PidFile file = new PidFile(home.resolve("run/worker-5.pid"));
    file.write(orphan.pid());
    Child.stopOrphans(home);
    assertThat(orphan.isAlive()).isFalse();
    assertThat(file.path()).doesNotExist();
  }

  @Test
  void orphanStartedLastIsStoppedFirst() throws Exception {
    Path stopped = home.resolve("stopped");
    String[] names = {"first", "third", "second"};
    for (String name : names) {
      Process orphan =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "trap 'echo %s >>%s; exit' TERM; echo ready; while :; do sleep 0.1; done"
                      .formatted(name, stopped))
              .start();
      assertThat(orphan.inputReader().readLine()).isEqualTo("ready");
      PidFile file = new PidFile(home.resolve("run/" + name + ".pid"));
      file.write(orphan.pid());
      long order = List.of("first", "second", "third").indexOf(name);
      Files.setLastModifiedTime(
          file.path(), FileTime.fromMillis(System.currentTimeMillis() + 1000 * order));
    }
    Child.stopOrphans(home);
    assertThat(stopped).hasContent("third\nsecond\nfirst");
  }

  @Test
  void pidFileOfADeadProcessIsStale() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    PidFile file = new PidFile(home.resolve("run/x.pid"));
    file.write(dead.pid());
    assertThat(file.living()).isEmpty();
  }

  @Test
  void pidFileOlderThanTheProcessIsStale() throws Exception {
    PidFile file = new PidFile(home.resolve("run/x.pid"));
    file.write(ProcessHandle.current().pid());
    assertThat(file.living()).isPresent();
    Files.setLastModifiedTime(file.path(), FileTime.fromMillis(0));
    assertThat(file.living()).isEmpty();
  }

  @Test
  void ignoresTheTerminalsInterrupt() throws Exception {
    try (Child child = start("echo READY; exec sleep 60", Map.of())) {
      child.awaitReady(Readiness.line("READY"), LIMIT);
      new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
      Thread.sleep(200);
      assertThat(child.alive()).isTrue();
    }
  }

  private Child start(String script, Map<String, String> environment) {
    return Child.start(home, "speaker", new Command(List.of("sh", "-c", script), environment));
  }
}
