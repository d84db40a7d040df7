package io.oneiros.worker;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreSettings;
import io.oneiros.contract.Topic;
import io.oneiros.contract.Topics;
import io.oneiros.processes.Checkout;
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
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/** A real broker and a real object store for the worker under test. */
public final class WorkerParts implements QuarkusTestResourceLifecycleManager {
  private RealKafka kafka;
  private RealObjects objects;

  @Override
  public Map<String, String> start() {
    Path target = Checkout.root().resolve("dream-worker/target");
    Path folder;
    try {
      folder = Files.createTempDirectory(Files.createDirectories(target), "parts");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kafka = RealKafka.patient(folder);
    objects = RealObjects.s3proxy(folder);
    setUp(kafka.bootstrapServers());
    try (ObjectStore store = new ObjectStore(store(objects))) {
      store.createBucket();
    }
    return Map.of(
        "kafka.bootstrap.servers",
        kafka.bootstrapServers(),
        "oneiros.objects.endpoint",
        objects.endpoint(),
        "oneiros.objects.access-key",
        objects.accessKey(),
        "oneiros.objects.secret-key",
        objects.secretKey(),
        "oneiros.home",
        target.resolve("home").toString(),
        "oneiros.worker.id",
        "worker-under-test");
  }

  static ObjectStoreSettings store(RealObjects objects) {
    return new ObjectStoreSettings(
        objects.endpoint(), objects.accessKey(), objects.secretKey(), "oneiros", "us-east-1");
  }

  /** Topics and the share group's start, which are the scheduler's task in a whole system. */
  static void setUp(String servers) {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKERS);
    AlterConfigOp fromStart = set("share.auto.offset.reset", "earliest");
    // Longer than any tile takes on the slowest machine.
    AlterConfigOp lock = set("share.record.lock.duration.ms", "300000");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .createTopics(Topics.ALL.stream().map(Topic::name).map(WorkerParts::topic).toList())
          .all()
          .get();
      admin.incrementalAlterConfigs(Map.of(group, List.of(fromStart, lock))).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, 1, (short) 1);
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
