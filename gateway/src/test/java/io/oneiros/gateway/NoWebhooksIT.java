package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.oneiros.contract.DreamEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Test;

/** A gateway that has nothing to sign with, and no prefix of drops. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class NoWebhooksIT extends PlayedScheduler {

  @Test
  void leavesEventsToGatewaysThatHave() throws Exception {
    try (Receiver receiver = new Receiver(call -> 200)) {
      scheduler.tell(new DreamEvent.Cancelled("unread", "k3"), receiver.url("localhost"));
      // Readers commit each second.
      await()
          .during(Duration.ofSeconds(6))
          .atMost(Duration.ofSeconds(20))
          .until(() -> scheduler.unread("unread") > 0);
      assertThat(receiver.calls()).isEmpty();
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", parts.kafka().bootstrapServers()))) {
      assertThat(admin.listGroups().all().get())
          .extracting(GroupListing::groupId)
          .isNotEmpty()
          .noneMatch(group -> group.startsWith("oneiros-webhooks") || group.contains("drop"));
    }
    assertThat(given().get("/q/metrics").asString())
        .contains("oneiros_webhook_calls_total{outcome=\"taken\"} 0.0");
  }

  @Test
  void takesNoWebhook() {
    given()
        .multiPart("image", "photo.jpg", TestPictures.jpeg(320, 240))
        .multiPart("webhook", "https://example.org/")
        .post("/v1/dreams")
        .then()
        .statusCode(400)
        .body("detail", containsString("oneiros.webhooks.secret"));
  }
}
