package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.oneiros.canvas.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that are sent along are kept, shown, dreamt of and deleted. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class SentNetworksIT extends SentNetworks {
  @Test
  void networkIsKeptUnderAnIdOfItsContentAndTheSameAgainIsTheSame() {
    Response first = post("My Net.ONNX", "imagenet");
    assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
    String id = first.path("id");
    assertThat(id).matches("my-net@[0-9a-f]{32}");
    first
        .then()
        .header("Location", containsString(MODELS + "/" + id))
        .body("layers", empty())
        .body("licence", equalTo(""))
        .body("present", equalTo(true));
    assertThat(keys()).hasSize(2);

    post("my net.onnx", "rgb,123.675:116.28:103.53,58.395:57.12:57.375")
        .then()
        .statusCode(200)
        .body("id", equalTo(id));
    post("my net.onnx", "inception").then().statusCode(201).body("id", not(equalTo(id)));
    assertThat(keys()).as("one file, two descriptions").hasSize(3);
  }

  @Test
  void networkIsShownListedAndItsLayersToo() {
    String id =
        form("net.onnx", "caffe").multiPart("layer", " " + LAYER + ",").post(MODELS).path("id");
    given()
        .get(MODELS + "/" + id)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("layers", contains(LAYER));
    given().get(MODELS).then().body("models.id", hasItem(id)).body("models.id", hasItem("vgg16"));
    given()
        .get(MODELS + "/" + id + "/layers")
        .then()
        .statusCode(200)
        .body("layers.name", hasItem(LAYER));
    given().get(MODELS + "/vgg16").then().statusCode(200).body("present", equalTo(false));
  }

  @Test
  void aGeneratorIsShownAsOneAndDreamedThroughNotOf() {
    String id =
        given()
            .multiPart("file", "gen.onnx", generator())
            .multiPart("output", "tanh")
            .post(MODELS)
            .then()
            .statusCode(201)
            .body("generator", equalTo(true))
            .extract()
            .path("id");
    String net =
        post("net.onnx", "imagenet").then().body("generator", equalTo(false)).extract().path("id");
    problem(given().get(MODELS + "/" + id + "/layers"), 422, "wrong-network-kind");
    problem(dream(id, LAYER), 422, "wrong-network-kind");
    String spec =
        "{\"model\":\"%s\",\"layers\":[{\"name\":\"%s\"}],\"start\":{\"generator\":\"%s\",\"width\":300,\"height\":200}}";
    given()
        .multiPart("spec", spec.formatted(net, LAYER, id), "application/json")
        .post("/v1/dreams")
        .then()
        .statusCode(202)
        .body("recipe.start.from", equalTo("noise"))
        .body("recipe.generator.code", equalTo(16))
        .body("recipe.generator.width", equalTo(32));
    problem(
        given()
            .multiPart("spec", spec.formatted(net, LAYER, net), "application/json")
            .post("/v1/dreams"),
        422,
        "wrong-network-kind");
  }

  @Test
  void dreamMayBeOfItUntilItIsDeleted() {
    String id = post("net.onnx", "imagenet").path("id");
    dream(id, LAYER)
        .then()
        .statusCode(202)
        .body("recipe.model", equalTo(id))
        .body("recipe.layers.name", contains(LAYER));
    problem(dream(id, "features.99"), 422, "unknown-layer");
    given().delete(MODELS + "/" + id).then().statusCode(204);
    problem(dream(id, LAYER), 422, "unknown-model");
  }

  @Test
  void deletingKeepsAFileThatAnotherNetworkHas() {
    String one = post("net.onnx", "imagenet").path("id");
    String other = post("net.onnx", "inception").path("id");
    given().delete(MODELS + "/" + one).then().statusCode(204);
    problem(given().get(MODELS + "/" + one), 404, "unknown-model");
    problem(given().get(MODELS + "/" + one + "/layers"), 404, "unknown-model");
    problem(given().delete(MODELS + "/" + one), 404, "unknown-model");
    given().get(MODELS + "/" + other + "/layers").then().statusCode(200);
    assertThat(keys()).hasSize(2);
  }

  @Test
  void fileThatWasLostIsMendedByThePostOfItsNetwork() {
    String id = post("net.onnx", "imagenet").path("id");
    try (ObjectStore store = parts.store()) {
      store.list("models/files/").forEach(store::delete);
    }
    given().get(MODELS + "/" + id).then().statusCode(200).body("present", equalTo(false));
    post("net.onnx", "imagenet").then().statusCode(201).body("id", equalTo(id));
    given().get(MODELS + "/" + id).then().body("present", equalTo(true));
    assertThat(keys()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"sha256.{4}, sha256\":\"0", "range.:.0, range\":[1"})
  void idThatIsAnotherNetworksIsRefused(String pattern, String other) throws IOException {
    String id = post("net.onnx", "imagenet").path("id");
    String key = "models/" + id + ".json";
    try (ObjectStore store = parts.store()) {
      String good = new String(store.find(key).orElseThrow().readAllBytes(), UTF_8);
      store.put(key, good.replaceFirst(pattern, other).getBytes(UTF_8));
      problem(post("net.onnx", "imagenet"), 409, "model-id-taken")
          .body("detail", containsString(id));
      store.put(key, good.getBytes(UTF_8));
    }
    post("net.onnx", "imagenet").then().statusCode(200);
  }
}
