package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Request;
import io.oneiros.contract.Topics;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ReplayIT extends OnFailedDreams {
  private static final String LETTERS = "/v1/dead-letters";

  @Test
  void whatIsNoLetterIsNotSentAgain() {
    String id =
        scheduler.send(Topics.DEAD_LETTERS_NAME, "k", "not JSON".getBytes(StandardCharsets.UTF_8));

    refused(id, "not-replayable");
  }

  @Test
  void requestIsSentAgainAsItWas() {
    String dream = "replayed-request";
    put(ObjectKeys.upload(dream), TestPictures.jpeg(320, 240));
    Request request =
        new Request.DreamRequested(
            dream, DreamSpec.DEFAULTS, ObjectKeys.upload(dream), null, null, null);
    String message = new String(Json.write(Request.class, request), StandardCharsets.UTF_8);
    String id = scheduler.bury(dream, Topics.REQUESTS_NAME, message);

    replay(id).then().statusCode(202).body("dream", equalTo(dream));

    List<ConsumerRecord<String, byte[]>> sent = scheduler.requests(dream);
    assertThat(sent).hasSize(1);
    assertThat(Scheduler.request(sent.get(0))).isEqualTo(request);
    given().get("/v1/dreams/" + dream).then().body("status", equalTo("accepted"));
  }

  @Test
  void requestThatWouldBeRefusedIsNotSentAgain() {
    put(ObjectKeys.upload("no-picture"), new byte[] {1});
    String id =
        scheduler.bury(
            "no-picture",
            Topics.REQUESTS_NAME,
            "{'type':'dream-requested','dream':'no-picture','source':'dreams/no-picture/upload'}");

    replay(id).then().statusCode(422).body("code", equalTo("not-a-picture"));
    assertThat(scheduler.requests("no-picture")).isEmpty();
  }

  @Test
  void requestWithAFieldThatThereIsNotIsNotSentAgainWithoutIt() {
    String id =
        scheduler.bury(
            "mistyped",
            Topics.REQUESTS_NAME,
            "{'type':'dream-requested','dream':'mistyped','spec':{'iterashuns':1}}");

    replay(id)
        .then()
        .statusCode(422)
        .body("code", equalTo("invalid-spec"))
        .body("detail", containsString("'iterashuns'"));
    assertThat(scheduler.requests("mistyped")).isEmpty();
  }

  @Test
  void requestThatCannotBeReadIsNotSentAgainAndSaysWhy() {
    String id =
        scheduler.bury(
            "unreadable",
            Topics.REQUESTS_NAME,
            "{'type':'dream-requested','dream':'unreadable','spec':{'octaves':'x'}}");

    refused(id, "not-replayable").body("detail", containsString("'spec.octaves'"));
  }

  @Test
  void requestUnderAnotherDreamsKeyIsNotSentAgain() {
    String id =
        scheduler.bury(
            "one-dream",
            Topics.REQUESTS_NAME,
            "{'type':'dream-requested','dream':'another-dream'}");

    refused(id, "not-replayable")
        .body("detail", containsString("its key is 'one-dream', and its dream 'another-dream'"));
    assertThat(scheduler.requests("another-dream")).isEmpty();
  }

  @Test
  void eventOfAnotherDreamInItsPlaceIsNotTold() {
    DreamEvent event = new DreamEvent.Cancelled("another", "k3");
    String place =
        scheduler.send(Topics.EVENTS_NAME, "another", Json.write(DreamEvent.class, event));
    DeadLetter letter =
        DeadLetter.of(
            Topics.EVENTS_NAME, new byte[0], "me", Problem.of(ProblemCode.UNAVAILABLE, "No."));
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(Topics.DEAD_LETTERS_NAME, "one", Json.write(DeadLetter.class, letter));
    message.headers().add("ce_place", place.getBytes(StandardCharsets.UTF_8));

    refused(scheduler.send(message), "not-replayable")
        .body("detail", containsString("its event is not there any more"));
  }

  @Test
  void messageOfWhichOnlyTheBeginningWasKeptIsNotSentAgain() {
    byte[] request = new byte[900_000];
    DeadLetter letter =
        DeadLetter.of(
            Topics.REQUESTS_NAME, request, "me", Problem.of(ProblemCode.INTERNAL, "It broke."));
    String id = scheduler.send(Topics.DEAD_LETTERS_NAME, "k", Json.write(DeadLetter.class, letter));

    refused(id, "not-replayable").body("detail", containsString("900000 bytes"));
    given().get("/v1/dead-letters/" + id).then().body("length", is(900_000));
  }

  @Test
  void requestForARetryIsARetry() {
    DreamSnapshot dream = failed.post();
    Request request = new Request.DreamRetried(dream.id(), dream.incarnation(), null);
    String message = new String(Json.write(Request.class, request), StandardCharsets.UTF_8);
    String id = scheduler.bury(dream.id(), Topics.REQUESTS_NAME, message);

    replay(id).then().statusCode(202);
    failed.tell(Snapshots.of(dream.id(), 3, DreamStatus.RUNNING, dream.createdAt().plusSeconds(9)));
    refused(id, "not-replayable");
  }

  @Test
  void requestWhoseUploadIsGoneIsNotSent() {
    String id =
        scheduler.bury(
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
    refused(scheduler.bury("k", Topics.REQUESTS_NAME, message), "not-replayable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dream.results", "dream.events", "nowhere"})
  void messagesOfOtherTopicsAreNotSentAgain(String topic) {
    refused(scheduler.bury("k", topic, "{'id': 'a/k3/o0/r0/tile/0/a1'}"), "not-replayable");
  }

  @Test
  void dreamThatFailedBecauseOfATaskIsDreamedAgainOnce() {
    DreamSnapshot dream = failed.post();
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

    failed.tell(Snapshots.of(dream.id(), 3, DreamStatus.RUNNING, dream.createdAt().plusSeconds(9)));
    refused(id, "not-replayable");
    assertThat(scheduler.requests(dream.id())).as("no second time").hasSize(2);
  }

  @Test
  void dreamWhoseUploadIsGoneIsNotDreamedAgain() {
    DreamSnapshot dream = failed.post();
    try (ObjectStore store = parts.store()) {
      store.delete(ObjectKeys.upload(dream.id()));
    }

    refused(bury(dream), "upload-gone");
    assertThat(scheduler.requests(dream.id())).hasSize(1);
  }

  @Test
  void dreamThatIsDeletedOrForgottenIsNotDreamedAgain() {
    DreamSnapshot dream = failed.post();
    String id = bury(dream);
    failed.tell(FailedDreams.with(dream, dream.recipe(), 3).asDeleting());
    refused(id, "deleting");

    scheduler.forget(dream.id());
    await().until(() -> board.find(dream.id()).isEmpty());
    refused(id, "not-replayable");
  }

  private String bury(DreamSnapshot dream) {
    String task = "%s/%s/o0/r0/tile/0/a3".formatted(dream.id(), dream.incarnation());
    return scheduler.bury(task, Topics.TILES_NAME, "{'id': '%s'}".formatted(task));
  }

  private void put(String key, byte[] bytes) {
    try (ObjectStore store = parts.store()) {
      store.put(key, bytes);
    }
  }

  private static Response replay(String id) {
    return given().post(LETTERS + "/" + id + "/replay");
  }

  private static ValidatableResponse refused(String id, String code) {
    return replay(id)
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", equalTo(code));
  }
}
