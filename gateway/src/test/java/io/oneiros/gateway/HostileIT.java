package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.LogConfig;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody wicked may send: each is answered properly, and so is whoever comes next. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class HostileIT {
  private static final String DREAMS = "/v1/dreams";

  @TestHTTPResource("/")
  URI server;

  /** Nothing is kept for a log: indented for it, 60,000 brackets in one another take gigabytes. */
  @BeforeEach
  void start() {
    RestAssured.config = RestAssured.config().logConfig(LogConfig.logConfig());
    RealParts.awaitReadyGateway();
  }

  @AfterEach
  void stillAnswers() {
    given().get("/q/health/live").then().statusCode(200);
    given().get(DREAMS + "?limit=1").then().statusCode(200);
  }

  static Stream<Arguments> pictures() {
    byte[] png = TestPictures.png(300, 300);
    byte[] jpeg = TestPictures.jpeg(300, 300);
    byte[] huge = png.clone();
    ByteBuffer.wrap(huge).putInt(16, 60_000).putInt(20, 60_000);
    byte[] endless = png.clone();
    ByteBuffer.wrap(endless).putInt(33, 0x7FFFFFF0);
    byte[] bmp = ascii("BM" + "\0".repeat(12) + "\50\0\0\0" + "\0".repeat(12) + "\5\0\0\0");
    return Stream.of(
        arguments("PNG of 60,000 x 60,000", huge, 413, "too-many-pixels"),
        arguments("half a PNG", Arrays.copyOf(png, png.length / 2), 422, "not-a-picture"),
        arguments("half a JPEG", Arrays.copyOf(jpeg, jpeg.length / 2), 422, "not-a-picture"),
        arguments(
            "JPEG without its end", Arrays.copyOf(jpeg, jpeg.length - 2), 422, "not-a-picture"),
        arguments("endless chunk", endless, 422, "not-a-picture"),
        arguments("BMP that is a PNG", joined(bmp, png), 422, "not-a-picture"),
        arguments("SVG", ascii("<svg xmlns='http://www.w3.org/2000/svg'/>"), 422, "not-a-picture"),
        arguments("GIF by name only", ascii("GIF89a=1;alert(1)"), 422, "not-a-picture"),
        arguments("one column", TestPictures.png(1, 300), 422, "smallest-octave-too-small"),
        arguments("one row", TestPictures.jpeg(300, 1), 422, "smallest-octave-too-small"),
        arguments("PNG and zip", joined(png, ascii("PK\3\4")), 202, null),
        arguments("JPEG and script", joined(jpeg, ascii("<script>")), 202, null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void pictures(String name, byte[] file, int status, String code) {
    answered(given().multiPart("image", "a.png", file).post(DREAMS), status, code);
  }

  static Stream<Arguments> specs() {
    return Stream.of(
        arguments("deep list", "invalid-spec", "[".repeat(60_000)),
        arguments("deep object", "invalid-spec", "{\"start\":".repeat(6_000)),
        arguments("long name", "invalid-spec", "{\"" + "x".repeat(60_000) + "\":1}"),
        arguments("long text", "unknown-model", "{\"model\":\"" + "x".repeat(60_000) + "\"}"),
        arguments("long number", "invalid-spec", "{\"seed\":" + "9".repeat(60_000) + "}"),
        arguments("great exponent", "octave-scale-out-of-range", "{\"octaveScale\":1e999999999}"),
        arguments("path as a model", "unknown-model", "{\"model\":\"../../etc/passwd\"}"),
        arguments("path as a network's id", "unknown-model", "{\"model\":\"../x@0123456789ab\"}"),
        arguments("zero byte", "unknown-model", "{\"model\":\"a\\u0000b\"}"),
        arguments("twice the same", "invalid-spec", "{\"seed\":1,\"seed\":2}"),
        arguments(
            "more sides than octaves",
            "octaves-out-of-range",
            "{\"octaveSides\":[" + "1,".repeat(20_000) + "2]}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void specs(String name, String code, String spec) {
    Response response =
        given()
            .multiPart("image", "a.jpg", TestPictures.jpeg(300, 300))
            .multiPart("spec", spec, "application/json")
            .post(DREAMS);
    answered(response, 422, code);
    assertThat(response.asByteArray().length).as("what is wrong, not all of it").isLessThan(8000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e",
        "a%00b",
        "..;",
        "%c0%ae%c0%ae",
        "models%2ffiles",
        "'or'1'='1"
      })
  void idsThatArePathsAreNotFound(String id) {
    for (String below : List.of("", "/image", "/sidecar", "/events")) {
      assertThat(given().urlEncodingEnabled(false).get(DREAMS + "/" + id + below).statusCode())
          .isIn(400, 404);
    }
    assertThat(given().urlEncodingEnabled(false).delete(DREAMS + "/" + id).statusCode())
        .isIn(400, 404);
  }

  @Test
  void namesOfPartsAndFilesAreNoPaths() {
    byte[] png = TestPictures.png(300, 300);
    for (String name : List.of("../image", "image/../../x", "/etc/passwd", "image\0")) {
      assertThat(given().multiPart(name, "a.png", png).post(DREAMS).statusCode()).isEqualTo(400);
    }
    for (String file : List.of("../../../tmp/evil", "/etc/passwd", "x".repeat(4000), "CON")) {
      assertThat(given().multiPart("image", file, png).post(DREAMS).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void headersOfAMegabyteAreRefused() throws IOException {
    for (String header : List.of("X".repeat(1 << 20) + ": 1", "X: " + "1".repeat(1 << 20))) {
      assertThat(raw("GET /v1/dreams HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n"))
          .matches(line -> line.isEmpty() || line.matches("HTTP/1.1 4\\d\\d .*"));
    }
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments("long path", "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
        arguments("no HTTP", "nothing of it\r\n\r\n"),
        arguments(
            "negative length", "POST /v1/dreams HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n"),
        arguments(
            "length that is no number",
            "POST /v1/dreams HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"),
        arguments(
            "two lengths",
            "POST /v1/dreams HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void requests(String name, String request) throws IOException {
    assertThat(raw(request)).matches(line -> line.isEmpty() || line.matches("HTTP/1.\\d 4.*"));
  }

  @Test
  void uploadThatBringsNothingIsTurnedOut() throws Exception {
    String form = "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n";
    String header =
        "POST /v1/dreams HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            + "Content-Length: 900000\r\n\r\n";
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.getOutputStream().write(ascii(header + form));
      InputStream in = socket.getInputStream();
      for (int second = 0; second < 60 && in.available() == 0; second++) {
        socket.getOutputStream().write('.');
        Thread.sleep(1000);
      }
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 408 ")
          .contains("oneiros.limits.min-upload-rate", "10000");
    }
  }

  @Test
  void headersOfAPartMayNotBeHuge() {
    String form =
        "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\""
            + "y".repeat(1 << 20)
            + "\"\r\n\r\n1\r\n--x--\r\n";
    Response response =
        given()
            .header("Content-Type", "multipart/form-data; boundary=x")
            .body(ascii(form))
            .post(DREAMS);
    assertThat(response.statusCode()).isIn(400, 413, 422);
  }

  /** The first line of the answer; empty where the connection is closed without one. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(ascii(request));
      out.flush();
      InputStream in = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
        line.append((char) next);
      }
      return line.toString();
    } catch (SocketException e) {
      return "";
    }
  }

  private static void answered(Response response, int status, String code) {
    response.then().statusCode(status);
    if (code != null) {
      response.then().contentType("application/problem+json").body("code", equalTo(code));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }
}
