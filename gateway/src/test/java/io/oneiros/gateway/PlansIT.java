package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.oneiros.canvas.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RealParts.class, restrictToAnnotatedClass = true)
class PlansIT implements RealParts.NeedsParts {
  private RealParts parts;

  @Override
  public void parts(RealParts parts) {
    this.parts = parts;
  }

  @BeforeEach
  void start() {
    RealParts.awaitReadyGateway();
  }

  @Test
  void planSaysWhatADreamWouldTakeAndStoresNothing() {
    given()
        .multiPart("image", "a.png", TestPictures.png(600, 300), "image/png")
        .multiPart(
            "spec",
            "{\"octaves\": 2, \"octaveScale\": 2, \"iterations\": 4, \"tile\": 300}",
            "application/json")
        .post("/v1/plans")
        .then()
        .statusCode(200)
        .body("recipe.model", equalTo("inception_v3"))
        .body("plan.octaves.size.width", contains(300, 600))
        .body("plan.octaves.tiles", contains(1, 6))
        .body("plan.octaves.rounds", contains(1, 3))
        .body("plan.pixelSteps", equalTo(4 * (300 * 150 + 600 * 300)))
        .body("tileMemory", greaterThan(100_000_000));

    given().get("/v1/dreams").then().statusCode(200).body("dreams", empty());
    try (ObjectStore store = parts.store()) {
      assertThat(store.list("dreams/")).isEmpty();
    }
  }

  @Test
  void dreamFromNothingHasAPlan() {
    given()
        .multiPart(
            "spec",
            "{\"start\": {\"from\": \"noise\", \"width\": 400, \"height\": 300}, \"octaves\": 1}",
            "application/json")
        .post("/v1/plans")
        .then()
        .statusCode(200)
        .body("plan.octaves.size.height", contains(300));
  }

  @Test
  void whatADreamIsRefusedForItsPlanIsRefusedFor() {
    Supplier<RequestSpecification> wrongLayer =
        () ->
            given()
                .multiPart("image", "a.png", TestPictures.png(300, 300), "image/png")
                .multiPart("spec", "{\"layers\": [{\"name\": \"mixd3\"}]}", "application/json");
    Supplier<RequestSpecification> noPicture =
        () -> given().multiPart("image", "a.png", "hello".getBytes(), "image/png");
    for (Supplier<RequestSpecification> form : List.of(wrongLayer, noPicture)) {
      var dream = form.get().post("/v1/dreams").then().extract();
      form.get()
          .post("/v1/plans")
          .then()
          .statusCode(dream.statusCode())
          .body("code", equalTo(dream.path("code")))
          .body("detail", equalTo(dream.path("detail")));
      assertThat(dream.statusCode()).isGreaterThanOrEqualTo(400);
    }
  }
}
