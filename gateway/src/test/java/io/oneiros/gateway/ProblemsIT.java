package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ProblemsIT {
  private static final String DREAMS = "/v1/dreams";

  @TestHTTPResource("/")
  URI server;

  @BeforeEach
  void start() {
    RealParts.awaitReadyGateway();
  }

  @Test
  void errorOfTheVirtualMachineIsAProblemToo() {
    problem(given().get(Overflowing.PATH), 500, "internal")
        .body("detail", containsString("the log tells more"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'octaves': 99}             | octaves-out-of-range      | oneiros.limits.max-octaves",
        "{'octaveScale': 1}          | octave-scale-out-of-range |",
        "{'iterations': 1001}        | iterations-out-of-range   | oneiros.limits.max-iterations",
        "{'step': 0}                 | step-out-of-range         |",
        "{'jitter': 513}             | jitter-out-of-range       | oneiros.limits.max-jitter",
        "{'tile': 127}               | tile-out-of-range         | oneiros.limits.min-tile",
        "{'halo': 9999}              | halo-out-of-range         | oneiros.limits.max-halo",
        "{'layers': [{'name':'mixed3','weight':0}]} | layers-out-of-range |",
        "{'layers': [{'name':'mixd3'}]} | unknown-layer          |",
        "{'model': 'inceptoin'}      | unknown-model             |",
        "{'octaves': 12}             | smallest-octave-too-small |",
        "{'ascent': {'momentum': 1}} | option-out-of-range       |",
        "{'preset': 'nightmare'}     | unknown-preset            |",
        "{'layers': [{'measure':'class','classes':['tabbi']}]} | unknown-class |",
        "{'layers': [{'name':'mixed3','measure':'guide'}]} | picture-missing |",
        "{'octave': 4}               | invalid-spec              |",
        "{'octaves': '4'}            | invalid-spec              |",
        "{                           | invalid-spec              |"
      })
  void specThatCannotBeDreamedIsRefusedByItsType(String spec, String code, String setting) {
    problem(post(image().multiPart("spec", spec.replace('\'', '"'), "application/json")), 422, code)
        .body("setting", equalTo(setting));
  }

  @Test
  void mistypedLayerIsAnsweredWithTheNearest() {
    problem(
            post(
                image()
                    .multiPart("spec", "{\"layers\":[{\"name\":\"mixd3\"}]}", "application/json")),
            422,
            "unknown-layer")
        .body("detail", containsString("mixed3"));
  }

  @Test
  void modelWhoseFileIsNotHereIsUnavailable() {
    problem(
        post(image().multiPart("spec", "{\"model\":\"absent\"}", "application/json")),
        503,
        "model-unavailable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "<svg xmlns='http://www.w3.org/2000/svg'/>"})
  void whatIsNoPictureIsRefused(String text) {
    problem(
        post(given().multiPart("image", "a.png", text.getBytes(StandardCharsets.UTF_8))),
        422,
        "not-a-picture");
  }

  @Test
  void truncatedPictureIsRefused() {
    byte[] start = Arrays.copyOf(TestPictures.png(32, 32), 20);
    problem(post(given().multiPart("image", "a.png", start)), 422, "not-a-picture");
  }

  @Test
  void pictureWithTooManyPixelsIsRefusedByItsHeader() {
    problem(
            post(given().multiPart("image", "a.png", TestPictures.png(1001, 1000))),
            413,
            "too-many-pixels")
        .body("setting", equalTo("oneiros.limits.max-pixels"))
        .body("detail", containsString("1001000"));
  }

  @Test
  void uploadWithTooManyBytesIsRefused() {
    byte[] padded = Arrays.copyOf(TestPictures.png(300, 300), RealParts.MAX_BYTES + 1);
    problem(post(given().multiPart("image", "a.png", padded)), 413, "too-many-bytes")
        .body("setting", equalTo("oneiros.limits.max-bytes"));
  }

  @Test
  void bodyFarOverTheLimitIsRefusedBeforeItIsRead() throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.resolve(DREAMS))
                    .header("Content-Type", "multipart/form-data; boundary=x")
                    .POST(BodyPublishers.ofByteArray(new byte[4 * RealParts.MAX_BYTES]))
                    .build(),
                BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body())
        .contains("\"code\":\"too-many-bytes\"")
        .contains("%d bytes".formatted(4 * RealParts.MAX_BYTES))
        .contains("at most %d".formatted(RealParts.MAX_BYTES + (1 << 20)))
        .contains("\"setting\":\"oneiros.limits.max-bytes\"");
  }

  @Test
  void endlessBodyIsCutOffAtTheLimit() {
    AtomicLong sent = new AtomicLong();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            sent.incrementAndGet();
            return 0;
          }
        };
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(DREAMS))
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(BodyPublishers.ofInputStream(() -> endless))
            .build();

    // Whether a client that is cut off while it writes still reads the answer is a race.
    try {
      HttpClient client = HttpClient.newHttpClient();
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(413);
    } catch (IOException e) {
      assertThat(e).isNotInstanceOf(HttpTimeoutException.class);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(sent.get()).isBetween((long) RealParts.MAX_BYTES, 20L * RealParts.MAX_BYTES);
  }

  @Test
  void formHasOneImageAndNothingUnknown() {
    http(post(image().multiPart("image", "b.png", TestPictures.png(9, 9))), 400)
        .body("detail", containsString("2 parts 'image'"));
    http(post(image().multiPart("imge", "b.png", TestPictures.png(9, 9))), 400)
        .body("detail", containsString("'imge'"));
    http(post(given().multiPart("image", "no file")), 400);
  }

  @Test
  void malformedFormIsABadRequest() {
    byte[] body = "nothing of it".getBytes(StandardCharsets.UTF_8);
    http(post(given().header("Content-Type", "multipart/form-data; boundary=x").body(body)), 400);
    http(post(given().header("Content-Type", "multipart/form-data").body(body)), 400);
  }

  @Test
  void manyPartsOrAHugeSpecAreRefused() {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      form.append("--x\r\nContent-Disposition: form-data; name=\"p").append(i);
      form.append("\"; filename=\"f\"\r\n\r\n1\r\n");
    }
    form.append("--x--\r\n");
    Response many =
        post(
            given()
                .header("Content-Type", "multipart/form-data; boundary=x")
                .body(form.toString().getBytes(StandardCharsets.UTF_8)));
    http(many, 400)
        .body("detail", containsString("more than 16 parts"))
        .body("setting", equalTo("quarkus.http.limits.max-parameters"));

    String huge = "{\"seed\": 1" + " ".repeat(70_000) + "}";
    String spec =
        "--x\r\nContent-Disposition: form-data; name=\"spec\"\r\n\r\n" + huge + "\r\n--x--\r\n";
    Response part =
        post(
            given()
                .header("Content-Type", "multipart/form-data; boundary=x")
                .body(spec.getBytes(StandardCharsets.UTF_8)));
    problem(part, 413, "too-many-bytes")
        .body("detail", containsString("A part"))
        .body("detail", containsString("65536"))
        .body("setting", equalTo("quarkus.http.limits.max-form-attribute-size"));
    byte[] file = huge.getBytes(StandardCharsets.UTF_8);
    problem(post(image().multiPart("spec", "s.json", file)), 413, "too-many-bytes")
        .body("detail", containsString("spec has more than 65536"));
  }

  @Test
  void idempotencyKeyMustBeOneTo255Characters() {
    http(post(image().header("Idempotency-Key", "k".repeat(256))), 400)
        .body("detail", containsString("256"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "limit=-1", "status=sleeping"})
  void listParametersOutOfRangeAreBadRequests(String query) {
    http(given().get(DREAMS + "?" + query), 400)
        .body("detail", containsString(query.split("=")[1]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/events", "/image", "/sidecar"})
  void unknownDreamIsNotFound(String below) {
    problem(given().get(DREAMS + "/nobody" + below), 404, "unknown-dream")
        .body("instance", equalTo(DREAMS + "/nobody" + below));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/nightmares", "/v1/dreams/a/b/c", "/q/nothing"})
  void unknownPathIsNotFoundAsAProblem(String path) {
    http(given().get(path), 404).body("code", equalTo("not-found"));
  }

  @Test
  void whatHttpRefusesIsAProblemToo() {
    http(given().put(DREAMS), 405).body("code", equalTo("method-not-allowed"));
    http(given().accept(ContentType.XML).get(DREAMS), 406);
    http(given().contentType(ContentType.JSON).body("{}").post(DREAMS), 415);
  }

  private static RequestSpecification image() {
    return given().multiPart("image", "a.jpg", TestPictures.jpeg(320, 240), "image/jpeg");
  }

  private static Response post(RequestSpecification request) {
    return request.post(DREAMS);
  }

  private static ValidatableResponse problem(Response response, int status, String code) {
    return response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:oneiros:problem:" + code))
        .body("code", equalTo(code))
        .body("status", equalTo(status))
        .body("title", notNullValue())
        .body("detail", notNullValue())
        .body("instance", notNullValue());
  }

  private static ValidatableResponse http(Response response, int status) {
    return response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("about:blank"))
        .body("status", equalTo(status))
        .body("title", notNullValue())
        .body("detail", notNullValue());
  }
}
