package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Request;
import io.oneiros.contract.Topics;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class DeadLettersIT implements RealParts.NeedsParts {
  private static final String LETTERS = "/v1/dead-letters";

  @Inject DreamBoard board;
  private RealParts parts;
  private Scheduler scheduler;

  @Override
  public void parts(RealParts parts) {
    this.parts = parts;
  }

  @BeforeEach
  void start() {
    RealParts.awaitReadyGateway();
    scheduler = new Scheduler(parts.kafka().bootstrapServers());
  }

  @AfterEach
  void stop() {
    scheduler.close();
  }

  @Test
  void letterIsShownWholeWithWhoGaveItUpAndWhyAndWhen() {
    String id = bury("d1", Topics.TILES_NAME, "{'id': 'd1/k3/o0/r0/tile/0/a3', 'step': 1.5}");

    given()
        .get(LETTERS + "/" + id)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("topic", equalTo("dream.tiles"))
        .body("key", equalTo("d1"))
        .body("by", equalTo("worker-7"))
        .body("problem.code", equalTo("tile-failed"))
        .body("problem.detail", equalTo("It broke."))
        .body("message.step", equalTo(1.5f))
        .body("at", containsString("T"));
  }

  @Test
  void listIsNewestFirstAndGoesOnWhereItEnded() {
    List<String> buried = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      buried.add(0, bury("key-" + i, Topics.TILES_NAME, "{'i': %d}".formatted(i)));
      // Two partitions: only the time tells which of two letters is newer.
      pause();
    }

    Response page = given().get(LETTERS + "?limit=3");
    page.then().statusCode(200).body("letters[0]", not(hasKey("message")));
    List<String> seen = new ArrayList<>(page.<List<String>>path("letters.id"));
    assertThat(seen).hasSize(3);
    while (page.path("next") != null) {
      page = given().get(LETTERS + "?limit=3&before=" + page.path("next"));
      seen.addAll(page.<List<String>>path("letters.id"));
    }

    assertThat(seen).startsWith(buried.toArray(String[]::new)).doesNotHaveDuplicates();
    assertThat(given().get(LETTERS + "?limit=100").<List<String>>path("letters.id"))
        .isEqualTo(seen);
  }

  @Test
  void whatIsNoLetterIsShownAsText() {
    String id =
        scheduler.send(Topics.DEAD_LETTERS_NAME, "k", "not JSON".getBytes(StandardCharsets.UTF_8));

    given()
        .get(LETTERS + "/" + id)
        .then()
        .statusCode(200)
        .body("topic", nullValue())
        .body("message", equalTo("not JSON"));
    refused(id, "not-replayable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0-999999",
        "99-0",
        "x",
        "0-",
        "-1",
        "0-1-2",
        "%2e%2e%2f0-1",
        "0-99999999999999999999"
      })
  void unknownLetterIsNotFound(String id) {
    given()
        .urlEncodingEnabled(false)
        .get(LETTERS + "/" + id)
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
    given().urlEncodingEnabled(false).post(LETTERS + "/" + id + "/replay").then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "before=x", "before=0-1.0-2"})
  void parametersOutOfRangeAreBadRequests(String query) {
    given()
        .get(LETTERS + "?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString(query.split("=", 2)[1]));
  }

  @Test
  void requestIsSentAgainAsItWas() {
    String dream = "replayed-request";
    put(ObjectKeys.upload(dream));
    Request request =
        new Request.DreamRequested(
            dream, DreamSpec.DEFAULTS, ObjectKeys.upload(dream), null, null, null);
    String message = new String(Json.write(Request.class, request), StandardCharsets.UTF_8);
    String id = bury(dream, Topics.REQUESTS_NAME, message);

    replay(id).then().statusCode(202).body("dream", equalTo(dream));

    List<ConsumerRecord<String, byte[]>> sent = scheduler.requests(dream);
    assertThat(sent).hasSize(1);
    assertThat(Scheduler.request(sent.get(0))).isEqualTo(request);
  }

  @Test
  void requestWhoseUploadIsGoneIsNotSent() {
    String id =
        bury(
            "gone-request",
            Topics.REQUESTS_NAME,
            "{'type':'dream-requested','dream':'gone-request','source':'dreams/gone-request/upload'}");

    refused(id, "upload-gone");
    assertThat(scheduler.requests("gone-request")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "'text'",
        "{'type':'dream-requested','dream':'../../etc'}",
        "{'type':'dream-requested'}",
        "{'type':'nightmare','dream':'a'}"
      })
  void whatIsNoRequestIsNotSentAgain(String message) {
    refused(bury("k", Topics.REQUESTS_NAME, message), "not-replayable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dream.results", "dream.events", "nowhere"})
  void messagesOfOtherTopicsAreNotSentAgain(String topic) {
    refused(bury("k", topic, "{'id': 'a/k3/o0/r0/tile/0/a1'}"), "not-replayable");
  }

  @Test
  void dreamThatFailedBecauseOfATaskIsDreamedAgainOnce() {
    DreamSnapshot dream = failed();
    String id = bury(dream);

    replay(id)
        .then()
        .statusCode(202)
        .header("Location", equalTo("/v1/dreams/" + dream.id()))
        .body("letter", equalTo(id))
        .body("dream", equalTo(dream.id()));

    List<ConsumerRecord<String, byte[]>> sent = scheduler.requests(dream.id());
    assertThat(sent).hasSize(2);
    assertThat(Scheduler.request(sent.get(1)))
        .isInstanceOfSatisfying(
            Request.DreamRetried.class,
            retried -> {
              assertThat(retried.dream()).isEqualTo(dream.id());
              assertThat(retried.incarnation()).isEqualTo(dream.incarnation());
            });

    tell(Snapshots.of(dream.id(), 3, DreamStatus.RUNNING, dream.createdAt().plusSeconds(9)));
    refused(id, "not-replayable");
    assertThat(scheduler.requests(dream.id())).as("no second time").hasSize(2);
  }

  @Test
  void dreamWhoseUploadIsGoneIsNotDreamedAgain() {
    DreamSnapshot dream = failed();
    try (ObjectStore store = parts.store()) {
      store.delete(ObjectKeys.upload(dream.id()));
    }

    refused(bury(dream), "upload-gone");
    assertThat(scheduler.requests(dream.id())).hasSize(1);
  }

  @Test
  void dreamThatIsDeletedOrForgottenIsNotDreamedAgain() {
    DreamSnapshot dream = failed();
    String id = bury(dream);
    tell(with(dream, dream.recipe(), 3).asDeleting());
    refused(id, "deleting");

    scheduler.forget(dream.id());
    await().until(() -> board.find(dream.id()).isEmpty());
    refused(id, "not-replayable");
  }

  /** Posted, and failed as the scheduler tells. */
  private DreamSnapshot failed() {
    String id =
        given()
            .multiPart("image", "a.jpg", TestPictures.jpeg(320, 240), "image/jpeg")
            .post("/v1/dreams")
            .path("id");
    Recipe recipe = board.find(id).orElseThrow().recipe();
    DreamSnapshot failed = with(Snapshots.of(id, 2, DreamStatus.FAILED), recipe, 2);
    tell(failed);
    return failed;
  }

  private static DreamSnapshot with(DreamSnapshot dream, Recipe recipe, long sequence) {
    return new DreamSnapshot(
        dream.id(),
        sequence,
        dream.status(),
        recipe,
        dream.size(),
        dream.octave(),
        dream.progress(),
        dream.octaveSeconds(),
        dream.createdAt(),
        dream.updatedAt(),
        dream.image(),
        dream.outcome(),
        dream.problem(),
        dream.deleting());
  }

  private void tell(DreamSnapshot news) {
    scheduler.tell(news);
    await()
        .until(
            () -> board.find(news.id()).filter(d -> d.sequence() == news.sequence()).isPresent());
  }

  private String bury(DreamSnapshot dream) {
    String task = "%s/%s/o0/r0/tile/0/a3".formatted(dream.id(), dream.incarnation());
    return bury(task, Topics.TILES_NAME, "{'id': '%s'}".formatted(task));
  }

  private String bury(String key, String topic, String message) {
    JsonNode json =
        Json.read(JsonNode.class, message.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    Problem problem = Problem.of(ProblemCode.TILE_FAILED, "It broke.");
    return scheduler.bury(key, new DeadLetter(topic, json, "worker-7", problem));
  }

  private void put(String key) {
    try (ObjectStore store = parts.store()) {
      store.put(key, new byte[] {1});
    }
  }

  private static Response replay(String id) {
    return given().post(LETTERS + "/" + id + "/replay");
  }

  private static void refused(String id, String code) {
    replay(id)
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", equalTo(code));
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
