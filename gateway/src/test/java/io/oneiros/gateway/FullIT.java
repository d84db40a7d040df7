package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Topics;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "oneiros.limits.max-open-dreams", value = "2"),
      @ResourceArg(name = "oneiros.limits.max-uploads", value = "3"),
      @ResourceArg(name = "oneiros.drops.prefix", value = "drops/"),
      @ResourceArg(name = "oneiros.webhooks.secret", value = WebhookIT.SECRET),
      @ResourceArg(name = "oneiros.webhooks.allowed-hosts", value = "localhost"),
      @ResourceArg(name = "oneiros.webhooks.attempts", value = "1"),
      @ResourceArg(name = "oneiros.webhooks.timeout", value = "60s"),
      @ResourceArg(name = "oneiros.webhooks.waiting", value = "1")
    })
class FullIT extends PlayedScheduler {
  private static final String DREAMS = "/v1/dreams";

  @TestHTTPResource("/")
  URI server;

  @Inject DreamBoard board;

  @Test
  void whoeverComesTooManyIsToldWhenToComeAgainAndLeavesNothingBehind() {
    endAll();
    int before = stored();
    String first = post().then().statusCode(202).extract().path("id");
    post().then().statusCode(202);

    Response full = post();
    full.then()
        .statusCode(429)
        .contentType("application/problem+json")
        .header("Retry-After", notNullValue())
        .body("code", equalTo("too-many-open-dreams"))
        .body("setting", equalTo("oneiros.limits.max-open-dreams"));
    assertThat(Integer.parseInt(full.header("Retry-After"))).isBetween(1, 600);
    assertThat(stored() - before).isEqualTo(2);

    scheduler.tell(Snapshots.of(first, 1, DreamStatus.COMPLETED));
    await().until(() -> post().statusCode() == 202);
  }

  @Test
  void moreFormsThanMayBeReadAtATimeAreRefusedBeforeTheyAreRead() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        slow.add(beginForm());
      }
      await()
          .untilAsserted(
              () ->
                  post()
                      .then()
                      .statusCode(429)
                      .header("Retry-After", notNullValue())
                      .body("code", equalTo("too-many-uploads"))
                      .body("setting", equalTo("oneiros.limits.max-uploads")));
      given().get(DREAMS).then().statusCode(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await().until(() -> !"too-many-uploads".equals(post().path("code")));
  }

  @Test
  void whatIsDreamedAgainIsToldWhenToComeAgainLikeWhatIsNew() {
    endAll();
    DreamSnapshot failed = new FailedDreams(scheduler, board).post();
    String task = "%s/%s/o0/r0/tile/0/a3".formatted(failed.id(), failed.incarnation());
    String letter = scheduler.bury(task, Topics.TILES_NAME, "{'id': '%s'}".formatted(task));
    for (int i = 0; i < 2; i++) {
      await().until(() -> post().statusCode() == 202);
    }

    for (String again :
        List.of(DREAMS + "/" + failed.id() + "/retry", "/v1/dead-letters/" + letter + "/replay")) {
      given()
          .post(again)
          .then()
          .statusCode(429)
          .header("Retry-After", notNullValue())
          .body("code", equalTo("too-many-open-dreams"));
    }
    assertThat(scheduler.requests(failed.id())).as("nothing but the post").hasSize(1);

    endAll();
    given().post(DREAMS + "/" + failed.id() + "/retry").then().statusCode(202);
    post().then().statusCode(202);
    post().then().statusCode(429);
  }

  @Test
  void eventIsNotToldAgainWhileAsManyAreInHandAsMayBe() {
    CountDownLatch answer = new CountDownLatch(1);
    try (Receiver refuses = new Receiver(call -> call == 1 ? 410 : 204);
        Receiver hangs = new Receiver(call -> afterwards(answer))) {
      scheduler.tell(new DreamEvent.Cancelled("again", "k3"), refuses.url("localhost"));
      Letters.await("again");
      String replay = "/v1/dead-letters/" + Letters.of("again").get(0) + "/replay";
      scheduler.tell(new DreamEvent.Cancelled("slow", "k3"), hangs.url("localhost"));
      await().until(() -> !hangs.calls().isEmpty());
      try {
        given()
            .post(replay)
            .then()
            .statusCode(429)
            .header("Retry-After", notNullValue())
            .body("code", equalTo("too-many-events"))
            .body("setting", equalTo("oneiros.webhooks.waiting"));
      } finally {
        answer.countDown();
      }
      await().until(() -> given().post(replay).statusCode() == 202);
      await().until(() -> refuses.calls().size() == 2);
    }
  }

  @Test
  void whatIsDroppedWaitsAndLeavesNothingBehindMeanwhile() {
    endAll();
    for (int i = 0; i < 2; i++) {
      await().until(() -> post().statusCode() == 202);
    }
    int before = stored();
    try (ObjectStore store = parts.store()) {
      store.put("drops/waits.jpg", TestPictures.jpeg(320, 240));
      double refused = refused();
      scheduler.send(
          Topics.DROPS_NAME,
          "waits",
          """
          {"Records": [{"eventName": "s3:ObjectCreated:Put",
            "s3": {"bucket": {"name": "oneiros"}, "object": {"key": "drops/waits.jpg", "eTag": "1"}}}]}
          """
              .getBytes(StandardCharsets.UTF_8));

      await().until(() -> refused() > refused);
      await().untilAsserted(() -> assertThat(stored()).isEqualTo(before));
      assertThat(store.list("drops/"))
          .as("nothing is said of it")
          .containsExactly("drops/waits.jpg");
      // For it would be dreamed as soon as there is room, while other tests fill that.
      store.delete("drops/waits.jpg");
    }
  }

  /** Submissions that there was no room for. */
  private static double refused() {
    String counter = "oneiros_submissions_total{code=\"too-many-open-dreams\"";
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(counter))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static int afterwards(CountDownLatch answer) {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 204;
  }

  /** For want of room. */
  private int stored() {
    try (ObjectStore store = parts.store()) {
      return store.list("dreams/").size();
    }
  }

  private void endAll() {
    board.open().forEach(d -> scheduler.tell(Snapshots.of(d.id(), 9, DreamStatus.COMPLETED)));
    await().until(() -> board.open().isEmpty());
  }

  private Socket beginForm() throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    String head =
        "POST /v1/dreams HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n"
            + "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private static Response post() {
    return given().multiPart("image", "a.jpg", TestPictures.jpeg(320, 240)).post(DREAMS);
  }
}
