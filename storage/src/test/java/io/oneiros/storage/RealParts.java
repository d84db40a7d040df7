package io.oneiros.storage;

import io.oneiros.contract.Topics;
import io.oneiros.processes.RealKafka;
import io.oneiros.processes.RealObjects;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real broker with every topic, and a real S3 server. */
abstract class RealParts implements QuarkusTestResourceLifecycleManager {
  private RealKafka kafka;
  private RealObjects objects;

  abstract RealObjects start(Path home);

  /** With S3Proxy. */
  public static final class WithS3Proxy extends RealParts {
    @Override
    RealObjects start(Path home) {
      return RealObjects.s3proxy(home);
    }
  }

  /** With MinIO's own server. */
  public static final class WithMinio extends RealParts {
    @Override
    RealObjects start(Path home) {
      return RealObjects.minio(home);
    }
  }

  @Override
  public Map<String, String> start() {
    try {
      Path home = Files.createTempDirectory(Path.of("target"), "parts").toAbsolutePath();
      kafka = RealKafka.patient(home);
      objects = start(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    createTopics();
    return Map.of(
        "kafka.bootstrap.servers", kafka.bootstrapServers(),
        "oneiros.objects.endpoint", objects.endpoint(),
        "oneiros.objects.access-key", objects.accessKey(),
        "oneiros.objects.secret-key", objects.secretKey());
  }

  private void createTopics() {
    List<NewTopic> topics =
        Topics.ALL.stream().map(topic -> new NewTopic(topic.name(), 3, (short) 1)).toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(topics).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    if (objects != null) {
      objects.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }
}
