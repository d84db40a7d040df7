package io.oneiros.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Request;
import io.oneiros.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the gateway sees of the scheduler: its snapshots and events, and that it reads requests. */
final class Scheduler implements AutoCloseable {
  static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final String servers;
  private final KafkaProducer<String, byte[]> producer;

  Scheduler(String servers) {
    this.servers = servers;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void tell(DreamSnapshot snapshot) {
    send(snapshot.id(), Json.write(DreamSnapshot.class, snapshot));
  }

  /**
   * Tells of an event as the scheduler does.
   *
   * @param webhook whom the gateway is to tell
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

  void forget(String id) {
    send(id, null);
  }

  void send(String id, byte[] value) {
    send(Topics.JOBS_NAME, id, value);
  }

  /**
   * Buries a message as workers do.
   *
   * @param message JSON, with single quotes
   * @return place of the letter on its topic
   */
  String bury(String key, String topic, String message) {
    JsonNode json = Json.read(JsonNode.class, bytes(message.replace('\'', '"')));
    Problem problem = Problem.of(ProblemCode.TILE_FAILED, "It broke.");
    DeadLetter letter = new DeadLetter(topic, json, "worker-7", problem);
    return send(Topics.DEAD_LETTERS_NAME, key, Json.write(DeadLetter.class, letter));
  }

  /**
   * @return partition and offset
   */
  String send(String topic, String key, byte[] value) {
    return send(new ProducerRecord<>(topic, key, value));
  }

  /** Likewise. */
  String send(ProducerRecord<String, byte[]> message) {
    try {
      RecordMetadata place = producer.send(message).get();
      return place.partition() + "-" + place.offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every request on the topic about one dream. */
  List<ConsumerRecord<String, byte[]>> requests(String id) {
    return requests().stream().filter(request -> request.key().equals(id)).toList();
  }

  List<ConsumerRecord<String, byte[]>> requests() {
    return all(Topics.REQUESTS_NAME);
  }

  List<DeadLetter> letters() {
    return all(Topics.DEAD_LETTERS_NAME).stream()
        .map(letter -> Json.read(DeadLetter.class, letter.value()))
        .toList();
  }

  /** Events of a dream's partition that the gateways' webhooks have not done with. */
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

  private List<ConsumerRecord<String, byte[]>> all(String topic) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
      return found;
    }
  }

  static Request request(ConsumerRecord<String, byte[]> record) {
    return Json.read(Request.class, record.value());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
