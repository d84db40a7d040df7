package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are sent along and not kept. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class RefusedNetworksIT extends SentNetworks {
  @TestHTTPResource("/")
  URI server;

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

  /** Of input and output one is said, and the one that the file's kind has. */
  @Test
  void generatorsAndNetworksThatLookAtPicturesAreNotMistakenForEachOther() {
    problem(file("net.onnx").multiPart("output", "tanh").post(MODELS), 422, "wrong-network-kind")
        .body("detail", containsString("it is no generator"));
    problem(
            given()
                .multiPart("file", "gen.onnx", generator())
                .multiPart("input", "rgb")
                .post(MODELS),
            422,
            "wrong-network-kind")
        .body("detail", containsString("start.generator"));
    problem(form("net.onnx", "rgb").multiPart("output", "tanh").post(MODELS), 422, "invalid-input")
        .body("detail", containsString("'input' and 'output'"));
    problem(
            given()
                .multiPart("file", "gen.onnx", generator())
                .multiPart("output", "gray")
                .post(MODELS),
            422,
            "invalid-input")
        .body("detail", containsString("Part 'output'"));
    http(given()
            .multiPart("file", "gen.onnx", generator())
            .multiPart("output", "tanh")
            .multiPart("layer", "x")
            .post(MODELS))
        .body("detail", containsString("'layer'"));
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
}
