package io.oneiros.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.gateway.problem.DeadLetterWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
class WebhookOutageIT extends PlayedScheduler {
  private static final Logger WRITER = Logger.getLogger(DeadLetterWriter.class.getName());

  /** Counts how often a letter was not taken, which nothing but the log tells of. */
  private static final class Refusals extends Handler {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void publish(LogRecord record) {
      if (record.getMessage().startsWith("A dead letter is written again")) {
        count.incrementAndGet();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /**
   * Once refused, the event is taken if it is sent again: only the one attempt makes the letter.
   */
  @Test
  void deadLetterIsWrittenUntilKafkaHasIt() {
    Refusals refusals = new Refusals();
    WRITER.addHandler(refusals);
    try (Receiver receiver = new Receiver(call -> call == 1 ? refuseWithoutKafka() : 204)) {
      String id =
          scheduler.tell(new DreamEvent.Cancelled("untold", "k3"), receiver.url("localhost"));
      await().until(() -> refusals.count.get() >= 2);

      parts.restartKafka();

      DeadLetter letter = Letters.await("untold");
      assertThat(letter.problem().detail()).contains(id, "HTTP 503");
    } finally {
      WRITER.removeHandler(refusals);
    }
  }

  private int refuseWithoutKafka() {
    parts.kafka().child().kill();
    return 503;
  }
}
