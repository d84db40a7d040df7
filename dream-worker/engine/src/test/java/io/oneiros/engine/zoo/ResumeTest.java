package io.oneiros.engine.zoo;

import static io.oneiros.engine.zoo.SecureServer.parts;
import static io.oneiros.engine.zoo.SecureServer.redirect;
import static io.oneiros.engine.zoo.SecureServer.status;
import static io.oneiros.engine.zoo.SecureServer.whole;
import static io.oneiros.engine.zoo.ServedZoo.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A pull that goes on where another one was broken off. */
class ResumeTest extends PullTest {
  private static final int CAME = 120_000;

  @Test
  void asksOnlyForTheRestOfTheSameVersion() throws IOException {
    breakOff("\"v1\"");
    List<Long> progress = new ArrayList<>();
    URI address = zoo.server.serve("/net.onnx", parts(CONTENT, "\"v1\""));
    Path file = zoo.pull((what, done, total) -> progress.add(done), address);
    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(lastRequest().getFirst("Range")).isEqualTo("bytes=120000-");
    assertThat(lastRequest().getFirst("If-Range")).isEqualTo("\"v1\"");
    assertThat(zoo.server.requests()).hasSize(2);
    assertThat(progress).isSorted().startsWith((long) CAME).endsWith((long) CONTENT.length);
    assertThat(zoo.left()).containsExactly("net.onnx");
  }

  @Test
  void theRestMayBeElsewhere() throws IOException {
    breakOff("\"v1\"");
    URI target = zoo.server.serve("/elsewhere", parts(CONTENT, "\"v1\""));
    assertThat(zoo.pull(zoo.server.serve("/net.onnx", redirect(target.toString()))))
        .hasBinaryContent(CONTENT);
    assertThat(lastRequest().getFirst("Range")).isEqualTo("bytes=120000-");
  }

  @Test
  void beginsAgainIfTheServerHasAnotherVersion() throws IOException {
    breakOff("\"v0\"");
    byte[] first = Files.readAllBytes(zoo.part());
    Arrays.fill(first, (byte) 0);
    Files.write(zoo.part(), first);
    assertThat(zoo.pull(zoo.server.serve("/net.onnx", parts(CONTENT, "\"v1\""))))
        .hasBinaryContent(CONTENT);
  }

  @Test
  void aWeakTagIsNotAskedBy() throws IOException {
    breakOff("W/\"v1\"");
    assertThat(zoo.pull(zoo.server.serve("/net.onnx", parts(CONTENT, "W/\"v1\""))))
        .hasBinaryContent(CONTENT);
    assertThat(lastRequest().getFirst("Range")).isEqualTo("bytes=120000-");
    assertThat(lastRequest()).doesNotContainKey("If-Range");
  }

  @Test
  void aTagIsForgottenWithTheBytesItWasOf() throws IOException {
    breakOff("\"v0\"");
    breakOff(null);
    zoo.pull(zoo.server.serve("/net.onnx", parts(CONTENT, "\"v1\"")));
    assertThat(lastRequest().getFirst("Range")).isEqualTo("bytes=120000-");
    assertThat(lastRequest()).doesNotContainKey("If-Range");
  }

  @Test
  void beginsAgainIfTheServerKnowsNoParts() throws IOException {
    breakOff("\"v1\"");
    assertThat(zoo.pull(zoo.server.serve("/net.onnx", whole(CONTENT)))).hasBinaryContent(CONTENT);
    assertThat(zoo.server.requests()).hasSize(2);
  }

  @Test
  void beginsAgainIfTheServerHasNoSuchPart() throws IOException {
    breakOff("\"v1\"");
    assertThat(zoo.pull(zoo.server.serve("/net.onnx", refusingParts(status(416)))))
        .hasBinaryContent(CONTENT);
    assertThat(lastRequest()).doesNotContainKeys("Range", "If-Range");
  }

  @Test
  void beginsAgainIfTheServerGivesAnotherPart() throws IOException {
    breakOff("\"v1\"");
    HttpHandler other =
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-179999/300000");
          exchange.sendResponseHeaders(206, CONTENT.length - CAME);
          exchange.getResponseBody().write(CONTENT, 0, CONTENT.length - CAME);
        };
    assertThat(zoo.pull(zoo.server.serve("/net.onnx", refusingParts(other))))
        .hasBinaryContent(CONTENT);
    assertThat(lastRequest()).doesNotContainKey("Range");
  }

  /**
   * The server sends the file from its beginning, and closes the connection when a part has come.
   *
   * @param etag that it has, or null
   */
  private void breakOff(String etag) throws IOException {
    CountDownLatch came = new CountDownLatch(1);
    URI address =
        zoo.server.serve(
            "/net.onnx",
            exchange -> {
              if (etag != null) {
                exchange.getResponseHeaders().set("ETag", etag);
              }
              exchange.sendResponseHeaders(200, CONTENT.length);
              exchange.getResponseBody().write(CONTENT, 0, CAME);
              exchange.getResponseBody().flush();
              await(came);
            });
    Progress watch =
        (what, done, total) -> {
          if (done == CAME) {
            came.countDown();
          }
        };
    assertThatThrownBy(() -> zoo.pull(watch, address))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(
            "bytes received", "120000 of 300000 bytes are here; the next pull goes on");
    assertThat(zoo.part()).hasSize(CAME);
  }

  private static HttpHandler refusingParts(HttpHandler otherwise) {
    return exchange ->
        (exchange.getRequestHeaders().containsKey("Range") ? otherwise : whole(CONTENT))
            .handle(exchange);
  }

  private Headers lastRequest() {
    return zoo.server.requests().get(zoo.server.requests().size() - 1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
