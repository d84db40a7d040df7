package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Preset;
import io.oneiros.contract.Request;
import io.oneiros.contract.spec.Presets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be posted besides a photo, or instead of one. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class OtherPicturesIT extends PlayedScheduler {
  @Inject ModelCatalog models;

  @Test
  void guideAndMaskAreStoredAndNamedInTheRequest() {
    byte[] guide = TestPictures.png(90, 60);
    byte[] mask = TestPictures.jpeg(30, 20);
    String spec =
        "{\"layers\": [{\"name\": \"mixed3\", \"measure\": \"guide\", \"region\": \"mask\"}]}";
    String id =
        given()
            .multiPart("image", "a.jpg", TestPictures.jpeg(320, 240), "image/jpeg")
            .multiPart("guide", "g.png", guide, "image/png")
            .multiPart("mask", "m.jpg", mask, "image/jpeg")
            .multiPart("spec", spec, "application/json")
            .post("/v1/dreams")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    try (ObjectStore store = parts.store()) {
      assertThat(store.get(ObjectKeys.guideUpload(id))).isEqualTo(guide);
      assertThat(store.get(ObjectKeys.maskUpload(id))).isEqualTo(mask);
    }
    Request.DreamRequested request = requested(id);
    assertThat(request.source()).isEqualTo(ObjectKeys.upload(id));
    assertThat(request.guide()).isEqualTo(ObjectKeys.guideUpload(id));
    assertThat(request.mask()).isEqualTo(ObjectKeys.maskUpload(id));
  }

  @Test
  void dreamFromNoiseNeedsNoPhoto() {
    String spec = "{\"start\": {\"from\": \"noise\", \"width\": 320, \"height\": 240}}";
    String id =
        given()
            .multiPart("spec", spec, "application/json")
            .post("/v1/dreams")
            .then()
            .statusCode(202)
            .body("recipe.start.width", equalTo(320))
            .extract()
            .path("id");
    assertThat(requested(id).source()).isNull();
    assertThat(requested(id).guide()).isNull();
    try (ObjectStore store = parts.store()) {
      assertThat(store.list(ObjectKeys.dream(id))).isEmpty();
    }
  }

  @Test
  void classIsNamedAsTheNetworkDoesOrByItsNumber() {
    assertThat(models.classes(null, List.of("Tabby", "3"))).containsExactly(282, 3);
  }

  @Test
  void presetsAreListed() {
    given()
        .get("/v1/presets")
        .then()
        .statusCode(200)
        .body("presets.name", equalTo(Presets.ALL.stream().map(Preset::name).toList()));
  }

  @Test
  void dreamOfNothingNeedsASize() {
    refused(given().multiPart("spec", "{}", "application/json"), 422, "picture-missing")
        .body("detail", containsString("'image'"));
    String noise = "{\"start\": {\"from\": \"noise\"}}";
    refused(given().multiPart("spec", noise, "application/json"), 422, "layers-out-of-range")
        .body("detail", containsString("start.width"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"guide", "mask"})
  void otherPicturesAreCheckedAsTheImageIsAndNamed(String part) {
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
    refused(image().multiPart(part, "a.png", text), 422, "not-a-picture")
        .body("detail", containsString("'" + part + "'"));
    byte[] wide = TestPictures.png(1001, 1000);
    refused(image().multiPart(part, "a.png", wide), 413, "too-many-pixels")
        .body("detail", containsString("'" + part + "'"));
    byte[] padded = Arrays.copyOf(TestPictures.png(300, 300), RealParts.MAX_BYTES + 1);
    refused(image().multiPart(part, "a.png", padded), 413, "too-many-bytes")
        .body("detail", containsString("'" + part + "'"));
    refused(image().multiPart(part, "no file"), 400, "bad-request")
        .body("detail", containsString("'" + part + "'"));
  }

  private Request.DreamRequested requested(String id) {
    return (Request.DreamRequested) Scheduler.request(scheduler.requests(id).get(0));
  }

  private static RequestSpecification image() {
    return given().multiPart("image", "a.jpg", TestPictures.jpeg(320, 240), "image/jpeg");
  }

  private static ValidatableResponse refused(
      RequestSpecification request, int status, String code) {
    return request
        .post("/v1/dreams")
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code));
  }
}
