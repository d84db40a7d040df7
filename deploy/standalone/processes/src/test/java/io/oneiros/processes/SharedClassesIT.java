package io.oneiros.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The object store's jars in a folder of their own, and what its runs leave there. */
class SharedClassesIT {
  private static final String TAKEN = " source: shared objects file (top)";

  @TempDir Path folder;
  private Path jars;

  @BeforeEach
  void copyJars() throws IOException {
    jars = Files.createDirectories(folder.resolve("lib"));
    Path built = Checkout.built("deploy/standalone/objects/target/dist/lib");
    try (Stream<Path> all = Files.list(built)) {
      for (Path jar : all.toList()) {
        Files.copy(jar, jars.resolve(jar.getFileName()));
      }
    }
  }

  @Test
  void classesOfARunThatEndedInOrderAreTakenByTheNextUnlessJarsAreNewer() throws IOException {
    assertThat(run()).doesNotContain(TAKEN);
    assertThat(run()).contains(TAKEN);

    FileTime before = FileTime.fromMillis(1);
    Files.setLastModifiedTime(classes(), before);
    assertThat(run()).doesNotContain(TAKEN);
    assertThat(Files.getLastModifiedTime(classes())).isGreaterThan(before);
  }

  /** Of a run that was killed as it wrote: the head comes last. */
  @Test
  void fileThatIsHalfWrittenIsDoneWithout() throws IOException {
    Files.write(classes(), new byte[1 << 20]);
    assertThat(run()).doesNotContain(TAKEN);
  }

  private Path classes() {
    String option = SharedClasses.options(jars).get(0);
    return Path.of(option.substring(option.indexOf('=') + 1));
  }

  /** What a run says of the classes it loads, from its start to its end in order. */
  private String run() throws IOException {
    List<String> words = new ArrayList<>(SharedClasses.options(jars));
    words.addAll(
        List.of(
            "-Xlog:class+load",
            "-cp",
            jars + "/*",
            "io.oneiros.objects.Objects",
            folder.resolve("objects").toString(),
            Integer.toString(Ports.free())));
    Command command =
        Command.java(
            words,
            Map.of("ONEIROS_OBJECTS_ACCESS_KEY", "key", "ONEIROS_OBJECTS_SECRET_KEY", "secret"));
    try (Child child = Child.start(folder, "objects", command)) {
      child.awaitReady(Readiness.line("READY"), Duration.ofMinutes(2));
      child.close(Duration.ofMinutes(1));
      return Files.readString(child.log());
    }
  }
}
