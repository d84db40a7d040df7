package io.oneiros.gateway.config;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Reads channels that are read only where a setting says so, one message after the other. */
public final class Reader {
  private static final Logger LOG = Logger.getLogger(Reader.class);

  private Reader() {}

  /** What is done with a message. */
  @FunctionalInterface
  public interface Work {
    /**
     * @param over to be completed when it has been dealt with; one that fails ends the channel, and
     *     with it the gateway's health
     * @return complete once the next one may come; may fail likewise
     */
    CompletionStage<Void> on(ConsumerRecord<String, byte[]> message, CompletableFuture<Void> over);
  }

  /** From now on. What is in hand at the end is not acknowledged, and is read again. */
  public static void start(Multi<Message<byte[]>> channel, Work work) {
    channel
        .onItem()
        .transformToUniAndConcatenate(
            message -> Uni.createFrom().completionStage(() -> read(message, work)))
        .subscribe()
        .with(done -> {}, e -> LOG.error("A channel is read no more", e));
  }

  @SuppressWarnings("unchecked")
  private static CompletionStage<Void> read(Message<byte[]> message, Work work) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    over.whenComplete(
        (done, e) -> {
          if (e == null) {
            message.ack();
          } else {
            message.nack(e);
          }
        });
    CompletionStage<Void> next =
        CompletableFuture.completedFuture(message)
            .thenCompose(
                one ->
                    work.on(
                        one.getMetadata(IncomingKafkaRecordMetadata.class)
                            .orElseThrow()
                            .getRecord(),
                        over));
    return next.whenComplete(
        (ready, e) -> {
          if (e != null) {
            over.completeExceptionally(e);
          }
        });
  }
}
