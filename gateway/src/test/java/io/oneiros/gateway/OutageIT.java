package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(value = RealParts.class, restrictToAnnotatedClass = true)
class OutageIT implements RealParts.NeedsParts {
  private static final String DREAMS = "/v1/dreams";

  /** More than is on its way between store, gateway and reader. */
  private static final int LARGE = 64 << 20;

  private RealParts parts;

  @Override
  public void parts(RealParts parts) {
    this.parts = parts;
  }

  @Test
  @Timeout(300)
  void outagesAreAnsweredSoonLeaveNothingBehindAndPass() throws Exception {
    RealParts.awaitReadyGateway();
    post().then().statusCode(202);

    parts.kafka().child().kill();
    unavailable();
    given().delete(DREAMS + "/" + anyDream()).then().statusCode(503);
    try (ObjectStore store = parts.store()) {
      assertThat(store.list("dreams/")).hasSize(1);
      unavailable("key");
      assertThat(store.list("dreams/")).as("another post with the key may need it").hasSize(2);
    }
    given().get(DREAMS).then().body("dreams.size()", equalTo(1));
    await().atMost(30, SECONDS).until(() -> given().get("/q/health/ready").statusCode() == 503);

    parts.restartKafka();
    await().atMost(30, SECONDS).until(() -> post("key").statusCode() == 202);

    InputStream picture = pictureBegun();
    parts.objects().close();
    assertThatThrownBy(picture::readAllBytes)
        .as("half a picture is not taken for a whole one")
        .isInstanceOf(IOException.class);
    unavailable();
    given().get("/q/health/ready").then().statusCode(503);
    given().get("/q/health/live").then().statusCode(200);
  }

  private InputStream pictureBegun() throws Exception {
    String id = UUID.randomUUID().toString();
    try (ObjectStore store = parts.store();
        Scheduler scheduler = new Scheduler(parts.kafka().bootstrapServers())) {
      store.put(ObjectKeys.image(id), new byte[LARGE], "image/png");
      scheduler.tell(Snapshots.of(id, 3, DreamStatus.COMPLETED));
    }
    String path = DREAMS + "/" + id;
    await().untilAsserted(() -> given().get(path).then().statusCode(200));
    URI uri = URI.create("http://localhost:" + RestAssured.port + path + "/image");
    InputStream body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
            .body();
    assertThat(body.read()).isZero();
    return body;
  }

  private static void unavailable() {
    unavailable(null);
  }

  private static void unavailable(String key) {
    post(key)
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .body("code", equalTo("unavailable"))
        .header("Retry-After", equalTo("5"))
        .time(lessThan(30L), TimeUnit.SECONDS);
  }

  private static String anyDream() {
    return given().get(DREAMS).path("dreams[0].id");
  }

  private static Response post() {
    return post(null);
  }

  private static Response post(String key) {
    return (key == null ? given() : given().header("Idempotency-Key", key))
        .multiPart("image", "a.jpg", TestPictures.jpeg(320, 240), "image/jpeg")
        .post(DREAMS);
  }
}
