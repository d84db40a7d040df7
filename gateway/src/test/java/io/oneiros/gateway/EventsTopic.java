package io.oneiros.gateway;

import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.Json;
import io.oneiros.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the gateway sees of {@code dream.events}, and how far it has read it for webhooks. */
record EventsTopic(String servers) {
  static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  /**
   * As the scheduler does.
   *
   * @return the event's id
   */
  String tell(DreamEvent event, String webhook) {
    String id = UUID.randomUUID().toString();
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            Topics.EVENTS_NAME, event.dream(), Json.write(DreamEvent.class, event));
    CloudEvent.headers(
            id, "/test", CloudEvent.type(event.getClass()), event.dream(), Instant.now(), TRACE)
        .forEach((name, text) -> message.headers().add(name, bytes(text)));
    message.headers().add(CloudEvent.WEBHOOK, bytes(webhook));
    send(message);
    return id;
  }

  void send(ProducerRecord<String, byte[]> message) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(message).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Messages of a dream's partition that the gateways have not done with. */
  long unread(String dream) throws ExecutionException, InterruptedException {
    TopicPartition part =
        new TopicPartition(
            Topics.EVENTS_NAME,
            BuiltInPartitioner.partitionForKey(bytes(dream), RealParts.PARTITIONS));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      long end =
          admin.listOffsets(Map.of(part, OffsetSpec.latest())).partitionResult(part).get().offset();
      OffsetAndMetadata done =
          admin
              .listConsumerGroupOffsets("oneiros-webhooks")
              .partitionsToOffsetAndMetadata()
              .get()
              .get(part);
      return end - (done == null ? 0 : done.offset());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
