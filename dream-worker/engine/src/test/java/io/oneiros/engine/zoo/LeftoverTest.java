package io.oneiros.engine.zoo;

import static io.oneiros.engine.zoo.SecureServer.parts;
import static io.oneiros.engine.zoo.SecureServer.status;
import static io.oneiros.engine.zoo.SecureServer.whole;
import static io.oneiros.engine.zoo.ServedZoo.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a pull finds that another one has left. */
class LeftoverTest extends PullTest {
  @Test
  void wrongBytesFromBeforeAreNotKeptForEver() throws IOException {
    partly(new byte[CONTENT.length / 2]);
    URI address = zoo.server.serve("/net.onnx", parts(CONTENT, "\"v1\""));
    assertThatThrownBy(() -> zoo.pull(address)).hasMessageContaining("came with SHA-256");
    assertThat(zoo.left()).isEmpty();
    assertThat(zoo.pull(address)).hasBinaryContent(CONTENT);
  }

  @Test
  void aFileThatIsWholeIsNotAskedFor() throws IOException {
    partly(CONTENT);
    assertThat(zoo.pull(zoo.server.serve("/net.onnx", status(404)))).hasBinaryContent(CONTENT);
    assertThat(zoo.server.requests()).isEmpty();
  }

  @Test
  void aFileThatIsTooLongIsBegunAgain() throws IOException {
    partly(new byte[CONTENT.length + 1]);
    assertThat(zoo.pull(zoo.server.serve("/net.onnx", parts(CONTENT, "\"v1\""))))
        .hasBinaryContent(CONTENT);
    assertThat(zoo.server.requests().get(0)).doesNotContainKey("Range");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsNamed() throws IOException {
    Files.createDirectories(zoo.part().getParent());
    Files.createSymbolicLink(zoo.part(), Path.of("/dev/full"));
    URI address = zoo.server.serve("/net.onnx", whole(CONTENT));
    assertThatThrownBy(() -> zoo.pull(address))
        .hasMessageContainingAll(zoo.part().toString(), "cannot be written", "No space left");
  }

  @Test
  void whatIsADayOldIsRemoved() throws IOException {
    Path old = leftover("old", Duration.ofHours(25));
    Path fresh = leftover("fresh", Duration.ofHours(23));
    zoo.pull(zoo.server.serve("/net.onnx", whole(CONTENT)));
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
    Path next = leftover("next", Duration.ofHours(25));
    zoo.pull();
    assertThat(next).doesNotExist();
  }

  private void partly(byte[] bytes) throws IOException {
    Files.createDirectories(zoo.part().getParent());
    Files.write(zoo.part(), bytes);
  }

  private Path leftover(String name, Duration age) throws IOException {
    Path folder = Files.createDirectories(zoo.folder().resolve(".pull-" + name));
    Path file = Files.writeString(folder.resolve("npm.log"), "left");
    FileTime time = FileTime.from(Instant.now().minus(age));
    Files.setLastModifiedTime(file, time);
    Files.setLastModifiedTime(folder, time);
    return folder;
  }
}
