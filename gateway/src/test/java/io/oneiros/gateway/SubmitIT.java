package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Request;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class SubmitIT extends PlayedScheduler {
  @Test
  void pictureIsStoredRequestIsPublishedAndTheDreamIsShownAtOnce() {
    byte[] jpeg = TestPictures.jpeg(320, 240);
    String spec = "{\"layers\": [{\"name\": \"mixed3\", \"weight\": 2}], \"octaves\": 2}";
    Response response =
        given()
            .multiPart("image", "../../etc/passwd", jpeg, "image/jpeg")
            .multiPart("spec", spec, "application/json")
            .post("/v1/dreams");

    response
        .then()
        .statusCode(202)
        .body("status", equalTo("accepted"))
        .body("sequence", equalTo(0));
    String id = response.path("id");
    String self = "/v1/dreams/" + id;
    assertThat(response.header("Location")).isEqualTo(self);
    assertThat(response.<Map<String, String>>path("links"))
        .isEqualTo(
            Map.of(
                "self",
                self,
                "events",
                self + "/events",
                "image",
                self + "/image",
                "preview",
                self + "/preview",
                "sidecar",
                self + "/sidecar",
                "cancel",
                self));
    assertThat(response.<String>path("recipe.model")).isEqualTo("inception_v3");
    given().get(self).then().statusCode(200).body("id", equalTo(id));

    try (ObjectStore store = parts.store()) {
      assertThat(store.get(ObjectKeys.upload(id))).isEqualTo(jpeg);
    }
    List<ConsumerRecord<String, byte[]>> records = scheduler.requests(id);
    assertThat(records).hasSize(1);
    assertThat(header(records.get(0), "ce_type"))
        .isEqualTo(CloudEvent.type(Request.DreamRequested.class));
    assertThat(header(records.get(0), "ce_subject")).isEqualTo(id);
    assertThat(header(records.get(0), "ce_source")).isEqualTo("/oneiros/gateway");
    assertThat(header(records.get(0), "content-type")).isEqualTo("application/json");
    Request.DreamRequested request = (Request.DreamRequested) Scheduler.request(records.get(0));
    assertThat(request.dream()).isEqualTo(id);
    assertThat(request.source()).isEqualTo(ObjectKeys.upload(id));
    assertThat(request.spec().layers()).containsExactly(new LayerWeight("mixed3", 2.0));
    assertThat(request.spec().octaves()).isEqualTo(2);
    assertThat(request.spec().jitter()).isNull();
  }

  @Test
  void specMayBeAFileOrBeLeftAway() {
    given()
        .multiPart("image", "a.png", TestPictures.png(300, 300), "image/png")
        .multiPart("spec", "spec.json", "{\"seed\": 5}".getBytes(StandardCharsets.UTF_8))
        .post("/v1/dreams")
        .then()
        .statusCode(202)
        .body("recipe.seed", equalTo(5));
    given()
        .multiPart("image", "a.png", TestPictures.png(300, 300), "application/octet-stream")
        .post("/v1/dreams")
        .then()
        .statusCode(202)
        .body("recipe.octaves", equalTo(4));
  }

  @Test
  void tenantAndTermsAreTakenDownShownAndSentOn() {
    Response response =
        given()
            .header("X-Tenant", "acme")
            .multiPart("image", "a.png", TestPictures.png(300, 300), "image/png")
            .multiPart("spec", "{\"priority\": \"high\"}")
            .post("/v1/dreams");
    response
        .then()
        .statusCode(202)
        .body("terms.tenant", equalTo("acme"))
        .body("terms.priority", equalTo("high"))
        .body("terms.device", equalTo("same"));
    ConsumerRecord<String, byte[]> sent = scheduler.requests(response.path("id")).get(0);
    assertThat(((Request.DreamRequested) Scheduler.request(sent)).tenant()).isEqualTo("acme");

    given()
        .header("X-Tenant", "../acme")
        .multiPart("image", "a.png", TestPictures.png(300, 300), "image/png")
        .post("/v1/dreams")
        .then()
        .statusCode(422)
        .body("code", equalTo("option-out-of-range"))
        .body("detail", containsString("The tenant is '../acme'"));
  }

  @Test
  void sameIdempotencyKeyIsTheSameDreamAndIsPublishedOnce() {
    String key = "key " + UUID.randomUUID();
    Response first = post(key);
    Response second = post(key);

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.asString()).isEqualTo(first.asString());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(post(key + "x").<String>path("id")).isNotEqualTo(first.path("id"));
    assertThat(scheduler.requests(first.path("id"))).hasSize(1);
  }

  @Test
  void listIsNewestFirstAndFiltered() {
    String older = post(null).path("id");
    String newer = post(null).path("id");
    List<String> ids = given().get("/v1/dreams").then().statusCode(200).extract().path("dreams.id");
    assertThat(ids.indexOf(newer)).isLessThan(ids.indexOf(older)).isNotNegative();
    given().get("/v1/dreams?limit=1").then().body("dreams.size()", equalTo(1));

    scheduler.tell(Snapshots.of(older, 1, DreamStatus.FAILED));
    await()
        .untilAsserted(
            () ->
                given()
                    .get("/v1/dreams?status=failed")
                    .then()
                    .body("dreams.id", hasItems(older))
                    .body("dreams.status.unique()", equalTo(List.of("failed"))));
  }

  @Test
  void deleteStopsARunningDreamAndForgetsAnEndedOne() {
    String id = post(null).path("id");
    String self = "/v1/dreams/" + id;
    given()
        .delete(self)
        .then()
        .statusCode(202)
        .body("id", equalTo(id))
        .body("deleting", equalTo(true));
    List<ConsumerRecord<String, byte[]>> records = scheduler.requests(id);
    assertThat(records).hasSize(2);
    assertThat(Scheduler.request(records.get(1)))
        .isInstanceOfSatisfying(
            Request.DreamCancelled.class, cancelled -> assertThat(cancelled.dream()).isEqualTo(id));

    scheduler.tell(Snapshots.of(id, 1, DreamStatus.CANCELLED));
    await().untilAsserted(() -> given().get(self).then().body("status", equalTo("cancelled")));
    given().delete(self).then().statusCode(204);
    assertThat(scheduler.requests(id)).hasSize(3);
    scheduler.forget(id);
    await().untilAsserted(() -> given().get(self).then().statusCode(404));
    given().delete(self).then().statusCode(404);
  }

  @Test
  void keyOfADreamThatIsBeingDeletedIsRefusedAndItsUploadLeftAlone() {
    String key = "key " + UUID.randomUUID();
    String id = post(key).path("id");
    String self = "/v1/dreams/" + id;
    scheduler.tell(Snapshots.of(id, 1, DreamStatus.COMPLETED));
    await().untilAsserted(() -> given().get(self).then().body("status", equalTo("completed")));
    given().delete(self).then().statusCode(204);
    try (ObjectStore store = parts.store()) {
      store.delete(ObjectKeys.upload(id));

      refused(post(key));
      refused(given().get(self + "/image"));
      scheduler.tell(Snapshots.of(id, 2, DreamStatus.COMPLETED).asDeleting());
      await().untilAsserted(() -> given().get(self).then().body("sequence", equalTo(2)));
      refused(post(key));

      assertThat(store.list(ObjectKeys.dream(id))).isEmpty();
      scheduler.forget(id);
      await().untilAsserted(() -> given().get(self).then().statusCode(404));
      post(key).then().statusCode(202).body("id", equalTo(id));
      assertThat(store.list(ObjectKeys.dream(id))).hasSize(1);
    }
    assertThat(scheduler.requests(id)).hasSize(3);
  }

  @Test
  void gatewayIsReadyDescribesItselfAndCountsWhatItTook() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"))
        .body("checks.name", hasItems("dreams known", "object store"));
    given()
        .accept("application/json")
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body(
            "paths.keySet()",
            hasItems(
                "/v1/dreams",
                "/v1/dreams/{id}/events",
                "/v1/dreams/{id}/preview",
                "/v1/dreams/{id}/sidecar",
                "/v1/presets"))
        .body(
            "paths.'/v1/models/{id}/layers'.get.responses.'200'.content.'application/json'.schema.'$ref'",
            equalTo("#/components/schemas/LayerList"))
        .body("info.title", equalTo("Oneiros"))
        .body(
            "components.schemas.ProblemDocument.properties.keySet()", hasItems("code", "setting"));
    for (String wrong : List.of("'409'", "'429'", "default")) {
      given()
          .get("/q/openapi?format=json")
          .then()
          .body(
              "paths.'/v1/dreams/{id}/retry'.post.responses.%s.content.'application/problem+json'.schema.'$ref'"
                  .formatted(wrong),
              equalTo("#/components/schemas/ProblemDocument"));
    }
    post(null);
    given().multiPart("spec", "{bad").post("/v1/dreams").then().statusCode(422);
    assertThat(given().get("/q/metrics").asString())
        .contains("oneiros_submissions_total{code=\"\",outcome=\"accepted\"}")
        .contains("oneiros_submissions_total{code=\"invalid-spec\",outcome=\"refused\"}");
  }

  private static void refused(Response response) {
    response
        .then()
        .statusCode(409)
        .header("Retry-After", equalTo("5"))
        .body("code", equalTo("deleting"));
  }

  private static Response post(String key) {
    return (key == null ? given() : given().header("Idempotency-Key", key))
        .multiPart("image", "a.jpg", TestPictures.jpeg(320, 240), "image/jpeg")
        .post("/v1/dreams");
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
