package io.oneiros.gateway;

import static io.oneiros.contract.DreamStatus.CANCELLED;
import static io.oneiros.contract.DreamStatus.COMPLETED;
import static io.oneiros.contract.DreamStatus.FAILED;
import static io.oneiros.contract.DreamStatus.RUNNING;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a completed dream is asked for: its picture, its tiles, its sidecar. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class CompletedIT extends PlayedScheduler {
  private final String id = UUID.randomUUID().toString();
  private final String self = "/v1/dreams/" + id;

  @Test
  void sidecarSaysWhatACompletedDreamWasMadeOf() {
    tell(1);
    given()
        .get(self + "/sidecar")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:oneiros:problem:not-finished"));
    byte[] photo = TestPictures.png(320, 200);
    try (ObjectStore store = parts.store()) {
      store.put(ObjectKeys.upload(id), photo, "image/png");
    }
    scheduler.tell(Snapshots.of(id, 3, COMPLETED));
    await()
        .untilAsserted(
            () ->
                given()
                    .get(self + "/sidecar")
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .header("Content-Disposition", containsString(id + ".json"))
                    .body("dream", equalTo(id))
                    .body("createdAt", equalTo("2026-01-02T03:04:05Z"))
                    .body("completedAt", equalTo("2026-01-02T03:04:08Z"))
                    .body("size.width", equalTo(320))
                    .body("pictures.image", equalTo(Sha256.of(photo)))
                    .body("spec.model", equalTo("inception_v3"))
                    .body("grid.pictures", equalTo(1))
                    .body("outcome.change", equalTo(12.5f))
                    .body("outcome.devices[0]", equalTo("cpu-float32")));
  }

  @Test
  void pictureIsStreamedFromTheStoreAndRevalidated() {
    byte[] png = TestPictures.png(200, 100);
    try (ObjectStore store = parts.store()) {
      store.put(ObjectKeys.image(id), png, "image/png");
    }
    scheduler.tell(Snapshots.of(id, 3, COMPLETED));
    await().untilAsserted(() -> given().get(self).then().statusCode(200));

    Response response = given().get(self + "/image");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.asByteArray()).isEqualTo(png);
    assertThat(response.contentType()).isEqualTo("image/png");
    assertThat(response.header("Content-Length")).isEqualTo(Integer.toString(png.length));
    assertThat(response.header("Content-Disposition"))
        .isEqualTo("inline; filename=\"" + id + ".png\"");
    given()
        .head(self + "/image")
        .then()
        .statusCode(200)
        .header("Content-Length", equalTo(Integer.toString(png.length)));
    given()
        .header("If-None-Match", response.header("ETag"))
        .get(self + "/image")
        .then()
        .statusCode(304);
    given().header("If-None-Match", "\"another\"").get(self + "/image").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "sidecar"})
  void whoHearsOfTheEndBeforeThisGatewayDoesIsServed(String what) throws Exception {
    tell(1);
    try (ObjectStore store = parts.store()) {
      store.put(ObjectKeys.image(id), TestPictures.png(200, 100), "image/png");
    }
    CompletableFuture<Integer> asked =
        CompletableFuture.supplyAsync(() -> given().get(self + "/" + what).statusCode());
    assertThat(asked).failsWithin(300, TimeUnit.MILLISECONDS);
    scheduler.tell(Snapshots.of(id, 3, COMPLETED));
    assertThat(asked).succeedsWithin(50, TimeUnit.SECONDS).isEqualTo(200);
  }

  @Test
  void deepZoomTilesAreThereWhereTheyWereAskedFor() {
    byte[] png = TestPictures.png(160, 120);
    try (ObjectStore store = parts.store()) {
      store.put(ObjectKeys.zoom(id, 8, 0, 0), png, "image/png");
    }
    scheduler.tell(Snapshots.of(id, 3, COMPLETED));
    await().untilAsserted(() -> given().get(self).then().statusCode(200));
    assertThat(given().get(self + "/zoom.dzi").asString())
        .contains("TileSize=\"256\"", "Width=\"320\" Height=\"240\"");
    Response tile = given().get(self + "/zoom_files/8/0_0.png");
    assertThat(tile.asByteArray()).isEqualTo(png);
    given()
        .header("If-None-Match", tile.header("ETag"))
        .get(self + "/zoom_files/8/0_0.png")
        .then()
        .statusCode(304);
    given().get(self).then().body("links.zoom", equalTo(self + "/zoom.dzi"));
    for (String none : new String[] {"9/2_0", "8/1_0", "10/0_0"}) {
      given()
          .get(self + "/zoom_files/" + none + ".png")
          .then()
          .statusCode(404)
          .body("type", equalTo("urn:oneiros:problem:no-deep-zoom"));
    }
  }

  @Test
  void dreamWithoutAPictureSaysWhy() {
    tell(1);
    problem(409, "not-finished");
    scheduler.tell(Snapshots.of(id, 2, FAILED));
    await().untilAsserted(() -> problem(410, "dream-failed"));
    given()
        .get(self + "/image")
        .then()
        .body("detail", containsString("Tile 3 failed three times."));
    scheduler.tell(Snapshots.of(id, 3, CANCELLED));
    await().untilAsserted(() -> problem(410, "dream-cancelled"));
  }

  private void problem(int status, String code) {
    given()
        .get(self + "/image")
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:oneiros:problem:" + code));
  }

  private void tell(long sequence) {
    scheduler.tell(Snapshots.of(id, sequence, RUNNING));
    await().untilAsserted(() -> given().get(self).then().statusCode(200));
  }
}
