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
import static org.hamcrest.Matchers.not;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small pictures of how far a dream is. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class PreviewIT extends PlayedScheduler {
  private static final Instant BORN = Instant.parse("2026-01-02T03:04:05Z");

  private final String id = UUID.randomUUID().toString();
  private final String self = "/v1/dreams/" + id;
  private final byte[] coarse = TestPictures.png(160, 120);
  private final byte[] fine = TestPictures.png(320, 240);

  @Test
  void newestIsServedWhileTheDreamRunsAndAfterItsEnd() {
    tell(1, RUNNING, null);
    problem("", 404, "no-preview");
    put(key(0), coarse);
    tell(2, RUNNING, 0);
    Response first = given().get(self + "/preview");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.contentType()).isEqualTo("image/png");
    assertThat(first.header("Content-Length")).isEqualTo(Integer.toString(coarse.length));
    assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(first.header("Content-Disposition")).contains(id + "-0.png");
    assertThat(first.asByteArray()).isEqualTo(coarse);
    unchanged("", first.header("ETag"));
    given().get(self).then().body("links.preview", equalTo(self + "/preview"));

    put(key(1), fine);
    tell(3, COMPLETED, 1);
    given()
        .header("If-None-Match", first.header("ETag"))
        .get(self + "/preview")
        .then()
        .statusCode(200)
        .header("ETag", not(equalTo(first.header("ETag"))));
    assertThat(given().get(self + "/preview").asByteArray()).isEqualTo(fine);
    given().head(self + "/preview").then().statusCode(200).header("ETag", containsString("1.png"));
    unchanged("?octave=0", first.header("ETag"));
    assertThat(given().get(self + "/preview?octave=0").asByteArray()).isEqualTo(coarse);
  }

  @Test
  void whoHearsOfAnOctaveBeforeThisGatewayDoesIsServedItByItsNumber() {
    tell(1, RUNNING, null);
    problem("?octave=0", 404, "no-preview");
    put(key(0), coarse);
    assertThat(given().get(self + "/preview?octave=0").asByteArray()).isEqualTo(coarse);
    problem("", 404, "no-preview");
  }

  @Test
  void dreamAnewUnderTheSameIdHasPreviewsOfItsOwn() {
    put(key(0), coarse);
    tell(1, RUNNING, 0);
    String before = given().get(self + "/preview").header("ETag");
    DreamSnapshot anew = Snapshots.of(id, 2, RUNNING, BORN.plusMillis(1), null);
    tell(anew);
    problem("?octave=0", 404, "no-preview");
    String key = ObjectKeys.preview(id, anew.incarnation(), 0);
    put(key, coarse);
    tell(Snapshots.of(id, 3, RUNNING, BORN.plusMillis(1), key));
    assertThat(given().get(self + "/preview").header("ETag")).isNotEqualTo(before);
  }

  @Test
  void failedDreamShowsHowFarItWasAndACancelledOneNothing() {
    put(key(0), coarse);
    tell(1, FAILED, 0);
    assertThat(given().get(self + "/preview").asByteArray()).isEqualTo(coarse);
    tell(2, CANCELLED, null);
    problem("", 410, "dream-cancelled");
    problem("?octave=0", 410, "dream-cancelled");
    tell(Snapshots.of(id, 3, CANCELLED).asDeleting());
    problem("", 409, "deleting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1e3", "1000", ".."})
  void whatIsNoOctaveIsSaidSo(String octave) {
    tell(1, RUNNING, null);
    given()
        .queryParam("octave", octave)
        .get(self + "/preview")
        .then()
        .statusCode(400)
        .body("detail", containsString("octave is '" + octave + "'; it must be a whole number"));
  }

  @Test
  void dreamThatThereIsNotHasNone() {
    given()
        .get(self + "/preview?octave=0")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:oneiros:problem:unknown-dream"));
  }

  private void problem(String query, int status, String code) {
    given()
        .get(self + "/preview" + query)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:oneiros:problem:" + code));
  }

  private void unchanged(String query, String tag) {
    given().header("If-None-Match", tag).get(self + "/preview" + query).then().statusCode(304);
  }

  private void put(String key, byte[] png) {
    try (ObjectStore store = parts.store()) {
      store.put(key, png, "image/png");
    }
  }

  private String key(int octave) {
    String incarnation = Snapshots.of(id, 1, RUNNING, BORN, null).incarnation();
    return ObjectKeys.preview(id, incarnation, octave);
  }

  private void tell(long sequence, DreamStatus status, Integer octave) {
    String key = octave == null ? null : key(octave);
    tell(Snapshots.of(id, sequence, status, BORN, key));
  }

  /** And waits until the gateway has read it. */
  private void tell(DreamSnapshot dream) {
    scheduler.tell(dream);
    await()
        .untilAsserted(
            () ->
                given()
                    .get(self)
                    .then()
                    .statusCode(200)
                    .body("sequence", equalTo((int) dream.sequence())));
  }
}
