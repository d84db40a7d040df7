package io.oneiros.soak;

import io.oneiros.engine.zoo.Progress;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Child;
import io.oneiros.processes.Command;
import io.oneiros.processes.Ports;
import io.oneiros.processes.Readiness;
import io.oneiros.processes.RealKafka;
import io.oneiros.processes.RealObjects;
import io.oneiros.standalone.launch.Home;
import io.oneiros.standalone.launch.Options;
import io.oneiros.standalone.launch.Service;
import io.oneiros.standalone.launch.ServiceCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The whole system as processes, each of which can be killed, frozen, asked to end, and started
 * again on its old port: {@code broker}, {@code objects}, {@code gateway-1} ..., {@code
 * scheduler-1} ..., {@code storage-1} ..., {@code worker-1} .... Thread-safe.
 */
public final class House implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final String TEMP = "temp";

  private final Path home;
  private final Shape shape;
  private final Map<String, Supplier<Child>> starts = new LinkedHashMap<>();
  private final Map<String, Child> children = new ConcurrentHashMap<>();
  private final List<URI> gateways = new ArrayList<>();
  private final ExecutorService starters = Executors.newCachedThreadPool();
  private FaultyStore store;
  private String kafka;

  private House(Path home, Shape shape) {
    this.home = home;
    this.shape = shape;
  }

  /**
   * Starts everything and returns once all of it serves.
   *
   * @param home a new folder
   * @param shared folder whose {@code models} and {@code djl} are used, and filled
   */
  public static House build(Path home, Path shared, Shape shape) {
    House house = new House(home, shape);
    try {
      link(home, shared);
      house.start();
      return house;
    } catch (IOException e) {
      house.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      house.close();
      throw e;
    }
  }

  private static void link(Path home, Path shared) throws IOException {
    new Zoo(shared.resolve("models"), null).pull(Zoo.DEFAULT, Progress.NONE);
    Files.createDirectories(home.resolve(TEMP));
    for (String name : List.of("models", "djl")) {
      Files.createDirectories(shared.resolve(name));
      Files.createSymbolicLink(home.resolve(name), shared.resolve(name));
    }
  }

  private void start() {
    int[] ports = Ports.free(2);
    boolean minio = RealObjects.minioOnPath();
    Function<Integer, RealObjects> objects =
        port -> minio ? RealObjects.minio(home, port) : RealObjects.s3proxy(home, port);
    starts.put("broker", () -> RealKafka.start(home, ports[0]).child());
    starts.put("objects", () -> objects.apply(ports[1]).child());
    RealKafka broker = RealKafka.start(home, ports[0]);
    children.put("broker", broker.child());
    RealObjects real = objects.apply(ports[1]);
    children.put("objects", real.child());
    kafka = broker.bootstrapServers();
    store = shape.faulty() ? new FaultyStore(URI.create(real.endpoint())) : null;
    String endpoint = store == null ? real.endpoint() : store.endpoint();
    Options options = Options.workers(Math.max(1, shape.workers())).with(shape.settings());
    services(
        new ServiceCommands(
            new Home(home), kafka, new Options.Objects(endpoint, real.keys()), options));
    mend();
  }

  private void services(ServiceCommands commands) {
    for (int i = 1; i <= shape.gateways(); i++) {
      int port = Ports.free();
      gateways.add(URI.create("http://127.0.0.1:" + port));
      service("gateway-" + i, commands.of(Service.GATEWAY, port), port);
    }
    for (int i = 1; i <= shape.schedulers(); i++) {
      String name = "scheduler-" + i;
      Map<String, String> own =
          Map.of(
              "oneiros.scheduler.instance",
              name,
              "kafka-streams.state.dir",
              state(name).toString());
      service(name, commands, Service.SCHEDULER, own);
    }
    for (int i = 1; i <= shape.storages(); i++) {
      String name = "storage-" + i;
      service(
          name,
          commands,
          Service.STORAGE,
          Map.of("oneiros.storage.name", name, "java.io.tmpdir", temp().toString()));
    }
    for (int i = 1; i <= shape.workers(); i++) {
      service("worker-" + i, commands, Service.WORKER, Map.of());
    }
  }

  private void service(
      String name, ServiceCommands commands, Service service, Map<String, String> own) {
    int port = Ports.free();
    service(name, commands.of(service, port, own), port);
  }

  private void service(String name, Command command, int port) {
    Command timed = Clocks.off(command, shape.clocks().get(name));
    Command told = timed.jvm(shape.jvms().getOrDefault(name, List.of()));
    Readiness ready = Readiness.http(URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
    starts.put(name, () -> Child.start(home, name, told).awaitReady(ready, START_LIMIT));
  }

  /** The first one. */
  public URI gateway() {
    return gateways.get(0);
  }

  /** In order. */
  public List<URI> gateways() {
    return List.copyOf(gateways);
  }

  /** Bootstrap servers. */
  public String kafka() {
    return kafka;
  }

  /**
   * What misbehaves between the services and the object store.
   *
   * @throws IllegalStateException if the shape has none
   */
  public FaultyStore store() {
    if (store == null) {
      throw new IllegalStateException("the house has no faulty store: " + shape);
    }
    return store;
  }

  /** Where every storage has its temporary files. */
  public Path temp() {
    return home.resolve(TEMP);
  }

  /** Where the object store has its files, by the keys of its objects. */
  public Path objects() {
    return home.resolve("objects");
  }

  /** Names of the processes that begin so, in order. */
  public List<String> names(String prefix) {
    return starts.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  public Path log(String name) {
    return child(name).log();
  }

  public long pid(String name) {
    return child(name).pid();
  }

  /** Whether it serves, or did when it was frozen. */
  public boolean alive(String name) {
    return child(name).alive();
  }

  /** kill -9. */
  public void kill(String name) {
    child(name).kill();
  }

  /** SIGSTOP: there, but silent. */
  public void freeze(String name) {
    Signals.send("STOP", child(name).pid());
  }

  /** SIGCONT. */
  public void thaw(String name) {
    Signals.send("CONT", child(name).pid());
  }

  /**
   * SIGTERM; returns once the process is gone.
   *
   * @return how long that took
   * @throws BrokenPromiseException if it had to be killed
   */
  public Duration end(String name) {
    long asked = System.nanoTime();
    child(name).close();
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    if (took.compareTo(Child.GRACE) >= 0) {
      throw new BrokenPromiseException(
          "%s was asked to end and had to be killed after %d s"
              .formatted(name, Child.GRACE.toSeconds()));
    }
    return took;
  }

  /** Starts a process that has ended, on its old port, and returns once it serves. */
  public void start(String name) {
    children.put(name, starts.get(name).get());
  }

  /** The same without waiting; it is not {@link #alive} before it serves. */
  public CompletableFuture<Void> startSoon(String name) {
    return CompletableFuture.runAsync(() -> start(name), starters);
  }

  /** Starts all that have ended, at the same time, the services after what they need. */
  public void mend() {
    startDead(List.of("broker", "objects"));
    startDead(starts.keySet());
  }

  private void startDead(Collection<String> names) {
    List<CompletableFuture<Void>> starting =
        names.stream()
            .filter(name -> !children.containsKey(name) || !alive(name))
            .map(this::startSoon)
            .toList();
    try {
      CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Deletes the state that a scheduler, which is dead, has kept on its disk. */
  public void wipe(String scheduler) {
    try {
      Scratch.delete(state(scheduler));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path state(String scheduler) {
    return home.resolve("streams").resolve(scheduler);
  }

  private Child child(String name) {
    Child child = children.get(name);
    if (child == null) {
      throw new IllegalArgumentException(
          "no process '" + name + "'; there are " + children.keySet());
    }
    return child;
  }

  /** kill -9 to all. */
  @Override
  public void close() {
    starters.shutdownNow();
    children.values().forEach(Child::kill);
    if (store != null) {
      store.close();
    }
  }
}
