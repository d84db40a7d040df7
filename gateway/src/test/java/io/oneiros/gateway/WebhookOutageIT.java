package io.oneiros.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "oneiros.webhooks.secret", value = WebhookIT.SECRET),
      @ResourceArg(name = "oneiros.webhooks.allowed-hosts", value = "localhost"),
      @ResourceArg(name = "oneiros.webhooks.attempts", value = "1"),
      @ResourceArg(name = "mp.messaging.outgoing.dead-letters.delivery.timeout.ms", value = "1500"),
      @ResourceArg(name = "mp.messaging.outgoing.dead-letters.request.timeout.ms", value = "1000"),
      @ResourceArg(name = "mp.messaging.outgoing.dead-letters.max.block.ms", value = "1000")
    })
class WebhookOutageIT implements RealParts.NeedsParts {
  private RealParts parts;

  @Override
  public void parts(RealParts parts) {
    this.parts = parts;
  }

  /**
   * Once refused, the event is taken if it is sent again: only the one attempt makes the letter.
   */
  @Test
  void deadLetterIsWrittenUntilKafkaHasIt() throws InterruptedException {
    RealParts.awaitReadyGateway();
    EventsTopic events = new EventsTopic(parts.kafka().bootstrapServers());
    try (Receiver receiver = new Receiver(call -> call == 1 ? refuseWithoutKafka() : 204)) {
      String id = events.tell(new DreamEvent.Cancelled("untold", "k3"), receiver.url("localhost"));
      await().atMost(Duration.ofMinutes(1)).until(() -> !receiver.calls().isEmpty());
      Thread.sleep(8000);

      parts.restartKafka();

      DeadLetter letter = Letters.await("untold");
      assertThat(letter.problem().detail()).contains(id, "HTTP 503");
    }
  }

  private int refuseWithoutKafka() {
    parts.kafka().child().kill();
    return 503;
  }
}
