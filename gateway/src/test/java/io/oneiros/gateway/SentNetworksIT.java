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
import io.oneiros.processes.Checkout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are sent along, in a real object store. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class SentNetworksIT implements RealParts.NeedsParts {
  private static final String MODELS = "/v1/models";
  private static final Path FILE =
      Checkout.root().resolve("dream-worker/engine/src/test/resources/onnx/squeezenet1.1.onnx");
  private static final String LAYER = "/features/features.4/Concat";

  @TestHTTPResource("/")
  URI server;

  private RealParts parts;

  @Override
  public void parts(RealParts parts) {
    this.parts = parts;
  }

  @BeforeEach
  void start() {
    RealParts.awaitReadyGateway();
  }

  @AfterEach
  void deleteAll() {
    for (String id : sent()) {
      given().delete(MODELS + "/" + id).then().statusCode(204);
    }
    assertThat(keys()).isEmpty();
  }

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

  @Test
  void noMoreAreKeptThanTheLimit() {
    for (int i = 0; i < RealParts.MAX_MODELS; i++) {
      post("net.onnx", "rgb," + i + ",1").then().statusCode(201);
    }
    problem(post("net.onnx", "bgr"), 409, "too-many-models")
        .body("setting", equalTo("oneiros.limits.max-models"))
        .body("detail", containsString("at most " + RealParts.MAX_MODELS));
    post("net.onnx", "rgb,0,1").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gray", "rgb,1", "rgb,0,0"})
  void inputThatIsNoneOfTheFormsIsToldThem(String input) {
    problem(post("net.onnx", input), 422, "invalid-input")
        .body("detail", containsString("rgb,MEAN,STD"));
  }

  @Test
  void inputMustBeSaid() {
    problem(file("net.onnx").post(MODELS), 422, "invalid-input");
  }

  @Test
  void onlyNetworksAreKept() {
    for (String name : List.of("aunt.onnx", "aunt.tflite", "aunt.pb")) {
      problem(
              given()
                  .multiPart("file", name, "a letter to my aunt".getBytes())
                  .multiPart("input", "rgb")
                  .post(MODELS),
              422,
              "not-a-network")
          .body("detail", containsString("aunt"))
          .body("detail", not(containsString(System.getProperty("java.io.tmpdir"))));
    }
    problem(
        form("net.onnx", "rgb").multiPart("layer", "features.99").post(MODELS),
        422,
        "unknown-layer");
  }

  @Test
  void networkThatIsTooLargeIsRefusedThoughALargerOneThanAPictureIsNot() {
    byte[] large = new byte[RealParts.MAX_MODEL_BYTES + 1];
    problem(given().multiPart("file", "a.onnx", large).post(MODELS), 422, "invalid-input");
    problem(
            given().multiPart("file", "a.onnx", large).multiPart("input", "rgb").post(MODELS),
            413,
            "too-many-bytes")
        .body("setting", equalTo("oneiros.limits.max-model-bytes"));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/models, 2, oneiros.limits.max-model-bytes",
    "/v1/dreams, 1.05, oneiros.limits.max-bytes"
  })
  void bodyFarOverItsPathsLimitIsRefusedBeforeItIsRead(String path, double times, String setting)
      throws Exception {
    byte[] body = new byte[(int) (times * RealParts.MAX_MODEL_BYTES)];
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"too-many-bytes\"", "\"" + setting + "\"");
  }

  @Test
  void formHasItsPartsOnceAndNoOthers() {
    http(given().multiPart("input", "rgb").post(MODELS)).body("detail", containsString("'file'"));
    http(given().multiPart("file", "no file").multiPart("input", "rgb").post(MODELS));
    http(form("a.onnx", "rgb").multiPart("name", "x").post(MODELS))
        .body("detail", containsString("'name'"));
    http(form("a.onnx", "rgb").multiPart("input", "bgr").post(MODELS))
        .body("detail", containsString("2 parts 'input'"));
  }

  @Test
  void whatIsNoIdOrWasNotSentAlongCannotBeDeleted() {
    for (String id :
        List.of(
            "nobody",
            "net@0123456789abcdef0123456789abcdef",
            "inception_v3",
            "..%2F..%2Fx@0123456789abcdef0123456789abcdef")) {
      problem(given().urlEncodingEnabled(false).delete(MODELS + "/" + id), 404, "unknown-model");
    }
    problem(given().get(MODELS + "/nobody"), 404, "unknown-model");
  }

  private List<String> keys() {
    try (ObjectStore store = parts.store()) {
      return store.list("models/");
    }
  }

  private static List<String> sent() {
    List<String> ids = given().get(MODELS).path("models.id");
    return ids.stream().filter(id -> id.contains("@")).toList();
  }

  private static Response post(String name, String input) {
    return form(name, input).post(MODELS);
  }

  private static RequestSpecification form(String name, String input) {
    return file(name).multiPart("input", input);
  }

  private static RequestSpecification file(String name) {
    try {
      return given().multiPart("file", name, Files.readAllBytes(FILE));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Response dream(String model, String layer) {
    String spec =
        "{\"model\":\"%s\",\"layers\":[{\"name\":\"%s\"}],\"octaves\":1}".formatted(model, layer);
    return given()
        .multiPart("image", "a.png", TestPictures.png(320, 240))
        .multiPart("spec", spec, "application/json")
        .post("/v1/dreams");
  }

  private static ValidatableResponse http(Response response) {
    return response.then().statusCode(400).contentType("application/problem+json");
  }

  private static ValidatableResponse problem(Response response, int status, String code) {
    return response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:oneiros:problem:" + code));
  }
}
