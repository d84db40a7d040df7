package io.oneiros.worker;

import ai.djl.Device;
import io.micrometer.core.instrument.MeterRegistry;
import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectSettings;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.S3Timers;
import io.oneiros.contract.Topics;
import io.oneiros.engine.torch.Devices;
import io.oneiros.engine.torch.Threads;
import io.oneiros.engine.zoo.Zoo;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Puts the worker together, starts it, and drains it on SIGTERM: no new tile is taken, tiles in
 * hand may go on for the grace period, then they are handed back.
 */
@ApplicationScoped
public class WorkerLifecycle {
  private static final Logger LOG = Logger.getLogger(WorkerLifecycle.class);

  private final WorkerSettings settings;
  private final ObjectSettings objectSettings;
  private final KafkaSettings kafka;
  private final Path home;
  private final Optional<Path> ownModels;
  private final short replication;
  private final MeterRegistry registry;
  private final Vitals vitals;
  private final List<Crew> crews = new ArrayList<>();
  private final List<Thread> hands = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private ObjectStore objects;
  private CanvasStore canvases;
  private Results results;
  private Endings endings;
  private volatile boolean stopping;
  private volatile boolean handBack;

  public WorkerLifecycle(
      WorkerSettings settings,
      ObjectSettings objectSettings,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "oneiros.home") Path home,
      @ConfigProperty(name = "oneiros.models") Optional<Path> ownModels,
      @ConfigProperty(name = "oneiros.topics.replication", defaultValue = "1") short replication,
      MeterRegistry registry,
      Vitals vitals) {
    this.settings = settings;
    this.objectSettings = objectSettings;
    this.kafka = new KafkaSettings(kafka);
    this.home = home;
    this.ownModels = ownModels;
    this.replication = replication;
    this.registry = registry;
    this.vitals = vitals;
  }

  void start(@Observes StartupEvent event) throws InterruptedException {
    String id = settings.id().orElseGet(WorkerLifecycle::processName);
    WorkerMetrics metrics = new WorkerMetrics(registry);
    objects = new ObjectStore(objectSettings.store(), new S3Timers(registry));
    canvases = new CanvasStore(objects, settings.cache().asLongValue());
    Zoo zoo = new Zoo(home.resolve("models"), ownModels.orElse(null), objects::find);
    Models models = new Models(zoo, settings.pull());
    results = new Results(kafka, registry);
    endings = new Endings(kafka);
    daemon(endings, "endings").start();
    settings.threads().ifPresent(Threads::limit);
    List<Device> devices = devices();
    List<Lane> warm = new ArrayList<>();
    for (Device device : devices) {
      Lane lane = new Lane(models, device, settings.executor(), settings.simulate());
      lane.warm(settings.warm());
      warm.add(lane);
    }
    for (Lanes lanes : Lanes.byKind(warm)) {
      TileDreamer dreamer =
          new TileDreamer(
              canvases,
              objects,
              models,
              Room.of(settings.memory(), settings.sharers(), settings.cache(), models, lanes),
              lanes,
              metrics,
              id);
      Workbench bench =
          new Workbench(
              dreamer,
              results,
              metrics,
              () -> handBack,
              endings::over,
              // A simulated device loads nothing: any network is as good as loaded.
              model -> settings.simulate().isPresent() || lanes.loaded().contains(model),
              id);
      String topic = TileTopic.ensure(kafka, lanes.kind(), replication);
      List<Hand> takers = new ArrayList<>();
      for (int i = 0; i < settings.hands() * lanes.all().size(); i++) {
        takers.add(start(bench, topic, metrics, id));
      }
      Crew crew = new Crew(lanes, bench, takers);
      crews.add(crew);
      metrics.devices(crew);
    }
    metrics.heartbeats(vitals::silence);
    long period = settings.heartbeat().toMillis();
    clock.scheduleAtFixedRate(() -> heartbeat(id), 0, period, TimeUnit.MILLISECONDS);
    vitals.started(this::hangs, objects);
    LOG.infof("Worker %s dreams on %s", id, devices);
  }

  private List<Device> devices() {
    return settings.simulate().isPresent()
        ? Collections.nCopies(settings.simulated(), Device.cpu())
        : Devices.of(settings.device());
  }

  private Hand start(Workbench bench, String topic, WorkerMetrics metrics, String id) {
    String name = "hand-" + hands.size();
    Hand hand =
        new Hand(
            consumerSettings(kafka, id + "-" + hands.size()),
            topic,
            bench,
            metrics::delivered,
            () -> stopping);
    Thread thread = new Thread(hand, name);
    thread.setUncaughtExceptionHandler((died, e) -> end(died.getName() + " died", e));
    thread.start();
    hands.add(thread);
    return hand;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    long deadline = System.nanoTime() + settings.grace().toNanos();
    join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    handBack = true;
    join(settings.grace());
    clock.shutdownNow();
    endings.close();
    results.close();
    crews.forEach(crew -> crew.lanes().close());
    canvases.close();
    objects.close();
  }

  private void join(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (Thread hand : hands) {
      long left = deadline - System.nanoTime();
      if (left > 0) {
        hand.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
      }
    }
  }

  /** Whatever happens to one beat, the next one comes or the worker ends: who is silent is lost. */
  private void heartbeat(String id) {
    try {
      beat(id);
    } catch (OutOfMemoryError e) {
      // Of a tile, which fails with it. Even a line in the log could want too much here.
    } catch (Error e) {
      end("Its heartbeat failed", e);
    }
  }

  private void beat(String id) {
    if (hangs(settings.hang())) {
      end("One step has been computing for more than " + settings.hang(), null);
    }
    try {
      for (Crew crew : crews) {
        results.publish(crew.heartbeat(id));
      }
      vitals.heard();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warnf("No heartbeat: %s", e.getMessage());
    }
  }

  private boolean hangs(Duration limit) {
    return crews.stream().anyMatch(crew -> crew.lanes().hangs(limit));
  }

  /** At once: the broker sees the connection break and hands the tiles to others. */
  private static void end(String why, Throwable e) {
    LOG.fatalf(e, "%s: this worker ends", why);
    Runtime.getRuntime().halt(1);
  }

  static Map<String, Object> consumerSettings(KafkaSettings kafka, String clientId) {
    return kafka.with(
        Map.of(
            CommonClientConfigs.GROUP_ID_CONFIG,
            Topics.WORKERS,
            CommonClientConfigs.CLIENT_ID_CONFIG,
            clientId,
            ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
            "explicit",
            ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
            "record_limit",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1,
            // A hand does not poll while it works; that a worker hangs is told by its heartbeats.
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
            Integer.MAX_VALUE));
  }

  private static String processName() {
    String host = System.getenv().getOrDefault("HOSTNAME", "worker");
    return host + "-" + ProcessHandle.current().pid();
  }
}
