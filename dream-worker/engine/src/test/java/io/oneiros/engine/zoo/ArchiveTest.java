package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final byte[] TEXT = "hello".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void streamsOneMemberOutAndSaysHowFarItIs() throws IOException {
    Path archive = Tgz.write(folder.resolve("a.tgz"), Map.of("package/a", TEXT));
    List<String> seen = new ArrayList<>();
    Path target = folder.resolve("out");
    Archive.extract(archive, "package/a", 5, target, (what, done, of) -> seen.add(done + "/" + of));
    assertThat(target).hasBinaryContent(TEXT);
    assertThat(seen).containsExactly("0/5", "5/5");
  }

  @Test
  void membersNobodyAskedForAreNeverWritten() throws IOException {
    Path archive =
        Tgz.write(folder.resolve("a.tgz"), Map.of("../../escaped", TEXT, "package/a", TEXT));
    Archive.extract(archive, "package/a", 5, folder.resolve("out"), Progress.NONE);
    assertThat(Files.list(folder)).hasSize(2);
    assertThat(folder.resolve("../../escaped")).doesNotExist();
  }

  @Test
  void refusesAMemberOfAnotherLengthAndOneThatIsNotThere() throws IOException {
    Path archive = Tgz.write(folder.resolve("a.tgz"), Map.of("package/a", TEXT));
    Path target = folder.resolve("out");
    assertThatIOException()
        .isThrownBy(() -> Archive.extract(archive, "package/a", 4, target, Progress.NONE))
        .withMessage("package/a has 5 bytes, expected 4");
    assertThatIOException()
        .isThrownBy(() -> Archive.extract(archive, "package/b", 4, target, Progress.NONE))
        .withMessageContaining("package/b");
    assertThat(target).doesNotExist();
  }

  @Test
  void refusesAnArchiveThatIsCutOff() throws IOException {
    Path archive = Tgz.write(folder.resolve("a.tgz"), Map.of("package/a", new byte[100_000]));
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length - 40));
    Path target = folder.resolve("out");
    assertThatIOException()
        .isThrownBy(() -> Archive.extract(archive, "package/a", 100_000, target, Progress.NONE));
  }
}
