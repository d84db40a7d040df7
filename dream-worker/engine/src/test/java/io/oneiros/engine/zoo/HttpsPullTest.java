package io.oneiros.engine.zoo;

import static io.oneiros.engine.zoo.SecureServer.status;
import static io.oneiros.engine.zoo.SecureServer.whole;
import static io.oneiros.engine.zoo.ServedZoo.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class HttpsPullTest extends PullTest {
  @Test
  void pullsTheFileAndLeavesNothingElse() throws IOException {
    Path file = zoo.pull(zoo.server.serve("/net.onnx", whole(CONTENT)));
    assertThat(file).isEqualTo(cache.resolve("net/net.onnx")).hasBinaryContent(CONTENT);
    assertThat(zoo.left()).containsExactly("net.onnx");
    assertThat(zoo.server.requests().get(0)).doesNotContainKeys("Range", "If-Range");
  }

  @Test
  void tellsHowFarItHasCome() {
    List<Long> all = new ArrayList<>();
    Progress progress =
        (what, done, total) -> {
          assertThat(what).isEqualTo("pulling net.onnx");
          assertThat(total).isEqualTo(CONTENT.length);
          all.add(done);
        };
    zoo.pull(progress, zoo.server.serve("/net.onnx", whole(CONTENT)));
    assertThat(all).isSorted().startsWith(0L).endsWith((long) CONTENT.length);
    assertThat(all).hasSizeGreaterThan(4);
  }

  @Test
  void otherFilesLieBesideTheNetwork() throws IOException {
    byte[] names = "cat\ndog\n".getBytes(StandardCharsets.UTF_8);
    zoo.server.serve("/main/labels.txt", whole(names));
    URI address = zoo.server.serve("/main/any.onnx", whole(CONTENT));
    Entry.Part labels = new Entry.Part("labels.txt", names.length, ServedZoo.sha256(names));
    zoo.zoo(labels, address).pull("net", Progress.NONE);
    assertThat(zoo.left()).containsExactlyInAnyOrder("net.onnx", "labels.txt");
    assertThat(cache.resolve("net/labels.txt")).hasBinaryContent(names);
  }

  @Test
  void aFileWithAnotherHashNeverAppears() throws IOException {
    byte[] altered = CONTENT.clone();
    altered[7]++;
    URI address = zoo.server.serve("/net.onnx", whole(altered));
    assertFails(address)
        .hasMessageContainingAll(
            address + " came with SHA-256 " + ServedZoo.sha256(altered),
            "should be " + ServedZoo.SHA256,
            "put the file into " + cache.resolve("net/net.onnx"),
            "ONEIROS_MODELS");
    assertThat(zoo.left()).isEmpty();
  }

  @Test
  void theNextSourceIsTriedWhenOneFails() {
    URI lost = zoo.server.serve("/lost", status(404));
    URI found = zoo.server.serve("/net.onnx", whole(CONTENT));
    assertThat(zoo.pull(lost, found)).hasBinaryContent(CONTENT);
    assertThat(zoo.server.requests()).hasSize(2);
  }

  @Test
  void everySourceThatFailedIsNamedWithItsReason() {
    URI lost = zoo.server.serve("/lost", status(404));
    URI broken = zoo.server.serve("/broken", status(503));
    URI nobody = URI.create("https://127.0.0.1:1/net.onnx");
    assertFails(lost, broken, nobody)
        .hasMessageContainingAll(
            "net cannot be pulled. " + lost + ": the server answers 404.",
            broken + ": the server answers 503.",
            nobody + ": no connection");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertFails(URI... addresses) {
    return assertThatThrownBy(() -> zoo.pull(addresses))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.code()).hasToString("model-unavailable"));
  }
}
