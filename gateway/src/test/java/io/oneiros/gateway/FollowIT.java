package io.oneiros.gateway;

import static io.oneiros.contract.DreamStatus.CANCELLED;
import static io.oneiros.contract.DreamStatus.COMPLETED;
import static io.oneiros.contract.DreamStatus.RUNNING;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class FollowIT extends PlayedScheduler {
  @TestHTTPResource("/")
  URI server;

  private final String id = UUID.randomUUID().toString();
  private final String self = "/v1/dreams/" + id;

  @Test
  void snapshotsOfTheSchedulerAreShown() {
    tell(1);
    given()
        .get(self)
        .then()
        .statusCode(200)
        .body("progress.tilesDone", equalTo(1))
        .body("links.self", equalTo(self));
  }

  @Test
  void recordThatIsNoSnapshotIsPassedOver() {
    scheduler.send(id, "null".getBytes(StandardCharsets.UTF_8));
    scheduler.send(id, ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
    scheduler.send(
        id, ("{\"id\":\"" + id + "\",\"octaveSeconds\":[]}").getBytes(StandardCharsets.UTF_8));
    scheduler.send(id, new byte[900_000]);
    scheduler.send(id, "no JSON".getBytes(StandardCharsets.UTF_8));
    tell(1);
  }

  @Test
  void eventsBeginWithTheCurrentSnapshotComeInOrderAndEndWithTheDream() throws Exception {
    tell(1);
    Stream stream = follow(null);
    stream.awaitEvents(1);
    for (int sequence = 2; sequence <= 40; sequence++) {
      scheduler.tell(Snapshots.of(id, sequence, RUNNING));
    }
    stream.awaitEvents(40);
    scheduler.tell(Snapshots.of(id, 41, COMPLETED));
    stream.ended.get(10, TimeUnit.SECONDS);

    assertThat(stream.ids()).isSorted().endsWith(41L).hasSize(41);
    assertThat(stream.with("event:")).containsOnly("snapshot");
    DreamSnapshot last = Json.read(DreamSnapshot.class, bytes(stream.with("data:").get(40)));
    assertThat(last).isEqualTo(Snapshots.of(id, 41, COMPLETED));
  }

  @Test
  void eventsAreResumedAfterTheLastOneSeen() throws Exception {
    tell(7);
    Stream stream = follow("7");
    stream.awaitHeartbeat();
    scheduler.tell(Snapshots.of(id, 8, CANCELLED));
    stream.ended.get(10, TimeUnit.SECONDS);
    assertThat(stream.ids()).containsExactly(8L);

    Stream behind = follow("3");
    behind.ended.get(10, TimeUnit.SECONDS);
    assertThat(behind.ids()).containsExactly(8L);
  }

  @Test
  void clientThatHasSeenTheEndIsToldNotToComeAgain() {
    scheduler.tell(Snapshots.of(id, 5, COMPLETED));
    await().untilAsserted(() -> given().get(self).then().statusCode(200));
    given().header("Last-Event-ID", "5").get(self + "/events").then().statusCode(204);
  }

  @Test
  void forgettingADreamEndsItsStream() throws Exception {
    tell(1);
    Stream stream = follow(null);
    stream.awaitEvents(1);
    scheduler.forget(id);
    stream.ended.get(10, TimeUnit.SECONDS);
  }

  private void tell(long sequence) {
    scheduler.tell(Snapshots.of(id, sequence, RUNNING));
    await().untilAsserted(() -> given().get(self).then().statusCode(200));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Stream follow(String lastEventId) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(self + "/events"));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return new Stream(request.header("Accept", "text/event-stream").build());
  }

  /** The lines of an event stream as they come. */
  private static final class Stream {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> ended;

    Stream(HttpRequest request) {
      ended =
          HttpClient.newHttpClient()
              .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
              .thenAcceptAsync(
                  response -> {
                    assertThat(response.statusCode()).isEqualTo(200);
                    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith("text/event-stream");
                    response.body().forEach(lines::add);
                  });
    }

    List<String> with(String field) {
      return lines.stream()
          .filter(line -> line.startsWith(field))
          .map(line -> line.substring(field.length()).strip())
          .toList();
    }

    List<Long> ids() {
      return with("id:").stream().map(Long::valueOf).toList();
    }

    void awaitEvents(int number) {
      await().untilAsserted(() -> assertThat(ids()).hasSizeGreaterThanOrEqualTo(number));
    }

    void awaitHeartbeat() {
      await().untilAsserted(() -> assertThat(with(":")).isNotEmpty());
    }
  }
}
