package io.oneiros.engine.zoo;

import static io.oneiros.engine.zoo.SecureServer.redirect;
import static io.oneiros.engine.zoo.SecureServer.whole;
import static io.oneiros.engine.zoo.ServedZoo.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What servers may do that gives no file, or none at once. */
class HttpsTest extends PullTest {
  @Test
  void aFileOfAnotherLengthIsNotEvenBegun() throws IOException {
    URI shorter = zoo.server.serve("/short", whole(Arrays.copyOf(CONTENT, 100)));
    assertFails(shorter).hasMessageContaining("has 100 bytes; it should have 300000");
    assertThat(zoo.left()).isEmpty();
  }

  @Test
  void aFileOfNoStatedLengthIsNeverWrittenBeyondItsOwn() throws IOException {
    URI longer =
        zoo.server.serve(
            "/long",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              for (int i = 0; i < 20; i++) {
                exchange.getResponseBody().write(CONTENT);
              }
            });
    List<Long> all = new ArrayList<>();
    assertThatThrownBy(() -> zoo.pull((what, done, total) -> all.add(done), longer))
        .hasMessageContaining("has more than 300000 bytes");
    assertThat(all).allMatch(done -> done <= CONTENT.length);
    assertThat(zoo.left()).isEmpty();
  }

  @Test
  void aFileThatEndsEarlyIsSaidTo() {
    URI half =
        zoo.server.serve(
            "/half",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(CONTENT, 0, 1000);
            });
    assertFails(half).hasMessageContainingAll("ended early", "1000 of 300000 bytes are here");
  }

  @Test
  void aStepOnToHttpsIsTaken() {
    URI target = zoo.server.serve("/net.onnx", whole(CONTENT));
    URI from = zoo.server.serve("/from", redirect(target.toString()));
    assertThat(zoo.pull(from)).hasBinaryContent(CONTENT);
  }

  @Test
  void aStepOnToHttpIsNotTaken() {
    URI from = zoo.server.serve("/from", redirect("http://127.0.0.1/net.onnx"));
    assertFails(from).hasMessageContainingAll("302", "http://127.0.0.1/net.onnx", "only by https");
  }

  @Test
  void stepsInACircleEnd() {
    URI circle = zoo.server.uri("/circle");
    zoo.server.serve("/circle", redirect("/circle"));
    assertFails(circle).hasMessageContainingAll("302", "/circle");
    assertThat(zoo.server.requests()).hasSizeLessThan(10);
  }

  @Test
  void aServerThatIsNotTrustedGivesNothing() {
    URI address = zoo.server.serve("/net.onnx", whole(CONTENT));
    Unfinished file = new Unfinished(cache, "net.onnx");
    Https strict =
        new Https(
            () -> HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY),
            Duration.ofSeconds(20));
    assertThatThrownBy(() -> strict.fetch(address, CONTENT.length, file, Progress.NONE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("certification path");
    assertThat(zoo.server.requests()).isEmpty();
  }

  @Test
  @Timeout(20)
  void aServerThatSaysNothingMoreIsGivenUp() throws IOException {
    try (ServedZoo impatient = new ServedZoo(cache, Duration.ofMillis(1500))) {
      URI address =
          impatient.server.serve(
              "/net.onnx",
              exchange -> {
                exchange.sendResponseHeaders(200, CONTENT.length);
                exchange.getResponseBody().write(CONTENT, 0, 1000);
                exchange.getResponseBody().flush();
                sleepUntilInterrupted();
              });
      assertThatThrownBy(() -> impatient.pull(address))
          .hasMessageContainingAll("nothing came for 1.5 s", "1000 of 300000 bytes are here");
      assertThat(Files.size(impatient.part())).isEqualTo(1000);
    }
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertFails(URI... addresses) {
    return assertThatThrownBy(() -> zoo.pull(addresses))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.code()).hasToString("model-unavailable"));
  }

  private static void sleepUntilInterrupted() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
