package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.oneiros.contract.DreamEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A gateway whose every dead letter is larger than Kafka takes. */
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "oneiros.webhooks.secret", value = WebhookIT.SECRET),
      @ResourceArg(name = "oneiros.webhooks.allowed-hosts", value = "localhost"),
      @ResourceArg(name = "mp.messaging.outgoing.dead-letters.max.request.size", value = "100")
    })
class UnwritableLetterIT extends PlayedScheduler {

  @Test
  void eventThatIsNeitherTakenNorBuriedEndsTheGatewaysHealth() {
    given().get("/q/health/live").then().statusCode(200);

    try (Receiver receiver = new Receiver(call -> 410)) {
      scheduler.tell(new DreamEvent.Cancelled("unburied", "k3"), receiver.url("localhost"));

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> given().get("/q/health/live").then().statusCode(503));
    }
  }
}
