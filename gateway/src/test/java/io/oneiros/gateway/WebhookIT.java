package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "oneiros.webhooks.secret", value = WebhookIT.SECRET),
      @ResourceArg(name = "oneiros.webhooks.allowed-hosts", value = "localhost"),
      @ResourceArg(name = "oneiros.webhooks.attempts", value = "3"),
      @ResourceArg(name = "oneiros.webhooks.pause", value = "50ms")
    })
class WebhookIT implements RealParts.NeedsParts {
  static final String SECRET = "whsec_b25lLXNlY3JldC1vZi0zMi1ieXRlcy1vci1zbyE=";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

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
  void eventIsToldSignedAndAgainUntilItIsTaken() throws Exception {
    try (Receiver receiver = new Receiver(call -> call < 3 ? 500 : 204)) {
      DreamEvent event = new DreamEvent.Started("told-1", new Size(3, 4));
      String id = tell(event, receiver.url("localhost"));

      await().atMost(SOON).until(() -> receiver.calls().size() == 3);
      for (Receiver.Call call : receiver.calls()) {
        assertThat(Json.read(DreamEvent.class, bytes(call.body()))).isEqualTo(event);
        assertThat(call.headers())
            .containsEntry("webhook-id", id)
            .containsEntry("ce-id", id)
            .containsEntry("ce-type", "io.oneiros.started.v1")
            .containsEntry("traceparent", TRACE)
            .doesNotContainKey("ce-webhook");
        assertThat(call.headers().get("webhook-signature")).isEqualTo(expected(call));
      }
      await().during(Duration.ofSeconds(1)).until(() -> receiver.calls().size() == 3);
    }
  }

  @Test
  void eventThatNobodyTakesBecomesADeadLetter() {
    try (Receiver receiver = new Receiver(call -> 503)) {
      tell(new DreamEvent.Cancelled("told-2", "k3"), receiver.url("localhost"));

      DeadLetter letter = letter("told-2");

      assertThat(letter.topic()).isEqualTo(Topics.EVENTS_NAME);
      assertThat(letter.problem().detail()).contains("HTTP 503", "the last of 3 attempts");
      assertThat(letter.message().path("dream").asText()).isEqualTo("told-2");
      assertThat(receiver.calls()).hasSize(3);
    }
  }

  @Test
  void receiverThatIsGoneIsToldOnce() {
    try (Receiver receiver = new Receiver(call -> 410)) {
      tell(new DreamEvent.Cancelled("told-3", "k3"), receiver.url("localhost"));

      assertThat(letter("told-3").problem().detail()).contains("410");
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
      tell(new DreamEvent.Cancelled(dream, "k3"), https);

      assertThat(letter(dream).problem().detail()).contains("no public address");
      assertThat(receiver.calls()).isEmpty();
    }
  }

  @Test
  void redirectIsNotFollowed() {
    try (Receiver receiver = new Receiver(call -> 302)) {
      tell(new DreamEvent.Cancelled("told-4", "k3"), receiver.url("localhost"));

      assertThat(letter("told-4").problem().detail()).contains("HTTP 302");
    }
  }

  @Test
  void postWithAWebhookHandsItOn() {
    String id = post("https://example.org/told?x=1").then().statusCode(202).extract().path("id");

    try (Scheduler scheduler = new Scheduler(parts.kafka().bootstrapServers())) {
      assertThat(scheduler.requests(id))
          .singleElement()
          .satisfies(
              message -> {
                Request.DreamRequested request =
                    (Request.DreamRequested) Scheduler.request(message);
                assertThat(request.webhook()).isEqualTo("https://example.org/told?x=1");
                assertThat(message.headers().lastHeader("traceparent")).isNotNull();
              });
    }
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

  /** As the scheduler does. */
  private String tell(DreamEvent event, String webhook) {
    String id = UUID.randomUUID().toString();
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            Topics.EVENTS_NAME, event.dream(), Json.write(DreamEvent.class, event));
    CloudEvent.headers(
            id, "/test", CloudEvent.type(event.getClass()), event.dream(), Instant.now(), TRACE)
        .forEach((name, text) -> message.headers().add(name, bytes(text)));
    message.headers().add(CloudEvent.WEBHOOK, bytes(webhook));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", parts.kafka().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(message).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return id;
  }

  private static DeadLetter letter(String dream) {
    List<Map<String, Object>> letters =
        await()
            .atMost(SOON)
            .until(
                () ->
                    given()
                        .get("/v1/dead-letters?limit=100")
                        .jsonPath()
                        .<Map<String, Object>>getList("letters")
                        .stream()
                        .filter(letter -> letter.toString().contains(dream))
                        .toList(),
                found -> !found.isEmpty());
    String id = (String) letters.get(0).get("id");
    return Json.read(DeadLetter.class, given().get("/v1/dead-letters/" + id).asByteArray());
  }

  private static String expected(Receiver.Call call) throws Exception {
    byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed =
        "%s.%s.%s"
            .formatted(
                call.headers().get("webhook-id"),
                call.headers().get("webhook-timestamp"),
                call.body());
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(bytes(signed)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
