package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ModelsIT {
  @BeforeEach
  void start() {
    RealParts.awaitReadyGateway();
  }

  @Test
  void networksAreListedWhetherTheirFilesAreHereOrNot() {
    given()
        .get("/v1/models")
        .then()
        .statusCode(200)
        .body("models.id", hasItem("absent"))
        .body("models.find { it.id == 'absent' }.present", equalTo(false))
        .body("models.find { it.id == 'inception_v3' }.present", equalTo(true))
        .body("models.find { it.id == 'inception_v3' }.layers", contains("mixed3", "mixed5"))
        .body("models.find { it.id == 'inception_v3' }.licence", containsString("Apache-2.0"));
  }

  @Test
  void layersAreListedWithAllTheirNames() {
    given()
        .get("/v1/models/inception_v3/layers")
        .then()
        .statusCode(200)
        .body("layers.find { it.name == 'mixed3' }.channels", equalTo(768))
        .body("layers.find { it.name == 'mixed3' }.stride", equalTo(16))
        .body("layers.find { it.name == 'mixed3' }.receptiveField", equalTo(159))
        .body(
            "layers.find { it.name == 'mixed3' }.aliases",
            contains("InceptionV3/InceptionV3/Mixed_6a/concat"));
  }

  @Test
  void aNetworkThatIsUnknownOrNotHereIsAProblem() {
    given()
        .get("/v1/models/inceptoin/layers")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:oneiros:problem:unknown-model"));
    given()
        .get("/v1/models/absent/layers")
        .then()
        .statusCode(503)
        .body("type", equalTo("urn:oneiros:problem:model-unavailable"));
  }
}
