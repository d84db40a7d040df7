package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.Request;
import io.oneiros.contract.Size;
import io.oneiros.contract.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(
          name = "oneiros.webhooks.secret",
          value = WebhookIT.SECRET + "," + WebhookIT.SECRET_BEFORE),
      @ResourceArg(name = "oneiros.webhooks.allowed-hosts", value = "LocalHost"),
      @ResourceArg(name = "oneiros.webhooks.attempts", value = "3"),
      @ResourceArg(name = "oneiros.webhooks.timeout", value = "20s"),
      @ResourceArg(name = "oneiros.webhooks.pause", value = "50ms")
    })
class WebhookIT extends PlayedScheduler {
  static final String SECRET = "whsec_b25lLXNlY3JldC1vZi0zMi1ieXRlcy1vci1zbyE=";
  static final String SECRET_BEFORE = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void eventIsToldSignedAndAgainUntilItIsTaken() {
    try (Receiver receiver = new Receiver(call -> call < 3 ? 500 : 204)) {
      DreamEvent event = new DreamEvent.Started("told-1", new Size(3, 4));
      String id = scheduler.tell(event, receiver.url("localhost"));

      await().atMost(SOON).until(() -> receiver.calls().size() == 3);
      for (Receiver.Call call : receiver.calls()) {
        assertThat(Json.read(DreamEvent.class, bytes(call.body()))).isEqualTo(event);
        assertThat(call.headers())
            .containsEntry("webhook-id", id)
            .containsEntry("ce-id", id)
            .containsEntry("ce-type", "io.oneiros.started.v1")
            .containsEntry("traceparent", Scheduler.TRACE)
            .doesNotContainKey("ce-webhook");
        assertThat(call.headers().get("webhook-signature")).isEqualTo(expected(call, receiver));
      }
      await().during(Duration.ofSeconds(1)).until(() -> receiver.calls().size() == 3);
    }
  }

  @Test
  void eventThatNobodyTakesBecomesADeadLetter() {
    try (Receiver receiver = new Receiver(call -> 503)) {
      scheduler.tell(new DreamEvent.Cancelled("told-2", "k3"), receiver.url("localhost"));

      DeadLetter letter = Letters.await("told-2");

      assertThat(letter.topic()).isEqualTo(Topics.EVENTS_NAME);
      assertThat(letter.problem().detail()).contains("HTTP 503", "the last of 3 attempts");
      assertThat(letter.message().path("dream").asText()).isEqualTo("told-2");
      assertThat(receiver.calls()).hasSize(3);
    }
  }

  @Test
  void receiverThatIsGoneIsToldOnce() {
    try (Receiver receiver = new Receiver(call -> 410)) {
      scheduler.tell(new DreamEvent.Cancelled("told-3", "k3"), receiver.url("localhost"));

      assertThat(Letters.await("told-3").problem().detail()).contains("410");
      assertThat(receiver.calls()).hasSize(1);
    }
  }

  /** Names that lead to this machine, but are not allowed by name. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
  void privateAddressIsNotConnectedTo(String host) {
    String dream = "told-" + host.replaceAll("[^a-z0-9]", "-").replaceAll("^-+", "");
    try (Receiver receiver = new Receiver(call -> 200)) {
      String https = receiver.url(host).replace("http:", "https:");
      scheduler.tell(new DreamEvent.Cancelled(dream, "k3"), https);

      assertThat(Letters.await(dream).problem().detail()).contains("no public address");
      assertThat(receiver.calls()).isEmpty();
    }
  }

  @Test
  void redirectIsNotFollowed() {
    try (Receiver other = new Receiver(call -> 200);
        Receiver receiver = new Receiver(call -> 307, Map.of("Location", other.url("localhost")))) {
      scheduler.tell(new DreamEvent.Cancelled("told-4", "k3"), receiver.url("localhost"));

      assertThat(Letters.await("told-4").problem().detail()).contains("HTTP 307");
      assertThat(other.calls()).isEmpty();
    }
  }

  @Test
  void letterOfAWebhookIsReplayedByTellingOnceMore() {
    try (Receiver receiver = new Receiver(call -> call <= 3 ? 503 : 204)) {
      String id =
          scheduler.tell(new DreamEvent.Cancelled("told-6", "k3"), receiver.url("localhost"));
      Letters.await("told-6");
      String letter = Letters.of("told-6").get(0);

      given()
          .post("/v1/dead-letters/" + letter + "/replay")
          .then()
          .statusCode(202)
          .body("dream", equalTo("told-6"))
          .body("topic", equalTo("dream.events"));

      await().atMost(SOON).until(() -> receiver.calls().size() == 4);
      assertThat(receiver.calls())
          .extracting(call -> call.headers().get("webhook-id"))
          .containsOnly(id);
    }
  }

  @Test
  void eventThatCannotBeSentBecomesADeadLetter() {
    try (Receiver receiver = new Receiver(call -> 200)) {
      ProducerRecord<String, byte[]> message =
          new ProducerRecord<>(Topics.EVENTS_NAME, "told-7", bytes("not JSON"));
      message.headers().add("ce_id", bytes("two\nlines"));
      message.headers().add(CloudEvent.WEBHOOK, bytes(receiver.url("localhost")));
      scheduler.send(message);

      DeadLetter letter = Letters.await("told-7");

      assertThat(letter.problem().detail()).contains("HTTP does not allow its headers");
      assertThat(letter.message().asText()).isEqualTo("not JSON");
      assertThat(receiver.calls()).isEmpty();
    }
  }

  @Test
  void pathOfAWebhookIsToldToNobody() {
    double before = told("oneiros_dead_letters_total{code=\"unavailable\"");
    try (Receiver receiver = new Receiver(call -> 410)) {
      String url = receiver.url("localhost");
      scheduler.tell(new DreamEvent.Cancelled("told-8", "k3"), url);

      assertThat(Letters.await("told-8").problem().detail())
          .startsWith(origin(receiver) + " was not told")
          .doesNotContain("/told");
    }
    String refused = post("ftp://example.org/told-secret").path("detail");
    assertThat(refused).doesNotContain("secret");
    assertThat(told("oneiros_dead_letters_total{code=\"unavailable\"")).isGreaterThan(before);
    assertThat(told("oneiros_webhook_calls_total{outcome=\"refused\"")).isPositive();
  }

  @Test
  void postWithAWebhookHandsItOn() {
    String id = post("https://example.org/told?x=1").then().statusCode(202).extract().path("id");

    assertThat(scheduler.requests(id))
        .singleElement()
        .satisfies(
            message -> {
              Request.DreamRequested request = (Request.DreamRequested) Scheduler.request(message);
              assertThat(request.webhook()).isEqualTo("https://example.org/told?x=1");
              assertThat(message.headers().lastHeader("traceparent")).isNotNull();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.org/", "ftp://example.org/", "told", "https://a:b@example.org/"})
  void postWithAnotherUrlIsRefused(String url) {
    post(url).then().statusCode(400).body("detail", containsString("webhook"));
  }

  private static Response post(String webhook) {
    return given()
        .multiPart("image", "photo.jpg", TestPictures.jpeg(320, 240))
        .multiPart("webhook", webhook)
        .post("/v1/dreams");
  }

  private static double told(String metric) {
    return Arrays.stream(given().get("/q/metrics").asString().split("\n"))
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** By each of the gateway's secrets one, with what is that receiver's. */
  private static String expected(Receiver.Call call, Receiver receiver) {
    String signed =
        "%s.%s.%s"
            .formatted(
                call.headers().get("webhook-id"),
                call.headers().get("webhook-timestamp"),
                call.body());
    return Stream.of(SECRET, SECRET_BEFORE)
        .map(secret -> Base64.getDecoder().decode(secret.substring("whsec_".length())))
        .map(master -> hmac(master, origin(receiver)))
        .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, signed)))
        .collect(Collectors.joining(" "));
  }

  private static String origin(Receiver receiver) {
    return receiver.url("localhost").replace("/told", "");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
