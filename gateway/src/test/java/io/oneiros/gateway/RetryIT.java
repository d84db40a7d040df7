package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Request;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class RetryIT extends OnFailedDreams {
  @Test
  void dreamThatFailedIsDreamedAgainOnceWithoutADeadLetter() {
    DreamSnapshot dream = failed.post();
    String self = "/v1/dreams/" + dream.id();
    given().get(self).then().body("links.retry", equalTo(self + "/retry"));

    retry(dream.id())
        .then()
        .statusCode(202)
        .header("Location", equalTo(self))
        .body("dream", equalTo(dream.id()))
        .body("link", equalTo(self));

    List<ConsumerRecord<String, byte[]>> sent = scheduler.requests(dream.id());
    assertThat(sent).hasSize(2);
    assertThat(Scheduler.request(sent.get(1)))
        .isInstanceOfSatisfying(
            Request.DreamRetried.class,
            again -> assertThat(again.incarnation()).isEqualTo(dream.incarnation()));

    failed.tell(Snapshots.of(dream.id(), 3, DreamStatus.RUNNING, dream.createdAt().plusSeconds(9)));
    given().get(self).then().body("links.retry", nullValue());
    refused(dream.id(), 409, "not-retryable");
    assertThat(scheduler.requests(dream.id())).as("no second time").hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = "FAILED", mode = EnumSource.Mode.EXCLUDE)
  void dreamThatHasNotFailedIsNotDreamedAgain(DreamStatus status) {
    String id = "retry-" + status.code();
    failed.tell(Snapshots.of(id, 1, status));

    refused(id, 409, "not-retryable").body("detail", containsString("is " + status.code()));
    assertThat(scheduler.requests(id)).isEmpty();
  }

  @Test
  void dreamThatFailedBeforeItsSpecWasResolvedIsNotDreamedAgain() {
    String id = "retry-refused";
    failed.tell(FailedDreams.with(Snapshots.of(id, 1, DreamStatus.FAILED), null, 1));

    refused(id, 409, "not-retryable")
        .body(
            "detail",
            containsString("before its spec was resolved: Tile 3 failed three times. Post"));
  }

  @Test
  void dreamThatFailedBeforeItsPictureWasReadIsDreamedAgain() {
    DreamSnapshot dream = failed.post();
    failed.tell(unread(dream));

    retry(dream.id()).then().statusCode(202);
    assertThat(scheduler.requests(dream.id())).hasSize(2);
  }

  @Test
  void dreamWhoseUploadIsGoneIsNotDreamedAgain() {
    DreamSnapshot dream = failed.post();
    try (ObjectStore store = parts.store()) {
      store.delete(ObjectKeys.upload(dream.id()));
    }

    refused(dream.id(), 409, "upload-gone").body("detail", containsString("post it again"));
    assertThat(scheduler.requests(dream.id())).hasSize(1);
  }

  @Test
  void dreamThatIsDeletedOrUnknownIsNotDreamedAgain() {
    DreamSnapshot dream = failed.post();
    failed.tell(FailedDreams.with(dream, dream.recipe(), 3).asDeleting());

    refused(dream.id(), 409, "deleting");
    refused("nobodys-dream", 404, "unknown-dream");
  }

  private static DreamSnapshot unread(DreamSnapshot dream) {
    return new DreamSnapshot(
        dream.id(),
        3,
        dream.status(),
        dream.recipe(),
        null,
        0,
        DreamSnapshot.Progress.NONE,
        List.of(),
        dream.createdAt(),
        dream.updatedAt(),
        null,
        null,
        null,
        dream.problem(),
        false,
        dream.terms());
  }

  private static Response retry(String id) {
    return given().post("/v1/dreams/" + id + "/retry");
  }

  private static ValidatableResponse refused(String id, int status, String code) {
    return retry(id)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code));
  }
}
