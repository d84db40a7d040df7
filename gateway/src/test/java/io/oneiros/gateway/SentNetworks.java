package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.processes.Checkout;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Networks that are sent along, in a real object store that is left as it was found. */
abstract class SentNetworks implements RealParts.NeedsParts {
  static final String MODELS = "/v1/models";
  private static final Path FILE =
      Checkout.root().resolve("dream-worker/engine/src/test/resources/onnx/squeezenet1.1.onnx");
  static final String LAYER = "/features/features.4/Concat";

  RealParts parts;

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

  List<String> keys() {
    try (ObjectStore store = parts.store()) {
      return store.list("models/");
    }
  }

  static List<String> sent() {
    List<String> ids = given().get(MODELS).path("models.id");
    return ids.stream().filter(id -> id.contains("@")).toList();
  }

  static Response post(String name, String input) {
    return form(name, input).post(MODELS);
  }

  static RequestSpecification form(String name, String input) {
    return file(name).multiPart("input", input);
  }

  static RequestSpecification file(String name) {
    try {
      return given().multiPart("file", name, Files.readAllBytes(FILE));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A generator's file: 16 numbers become 32 x 32 pixels. */
  static byte[] generator() {
    try {
      return Files.readAllBytes(FILE.resolveSibling("dcgan.onnx"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Response dream(String model, String layer) {
    String spec =
        "{\"model\":\"%s\",\"layers\":[{\"name\":\"%s\"}],\"octaves\":1}".formatted(model, layer);
    return given()
        .multiPart("image", "a.png", TestPictures.png(320, 240))
        .multiPart("spec", spec, "application/json")
        .post("/v1/dreams");
  }

  static ValidatableResponse http(Response response) {
    return response.then().statusCode(400).contentType("application/problem+json");
  }

  static ValidatableResponse problem(Response response, int status, String code) {
    return response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:oneiros:problem:" + code));
  }
}
