package io.oneiros.standalone.launch;

import io.oneiros.processes.AtExit;
import io.oneiros.processes.Child;
import io.oneiros.processes.ChildFailedException;
import io.oneiros.processes.Command;
import io.oneiros.processes.Ports;
import io.oneiros.processes.Readiness;
import io.oneiros.processes.RealKafka;
import io.oneiros.processes.RealObjects;
import io.oneiros.standalone.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The whole system on this machine: a real Kafka broker, a real S3 endpoint and the four services,
 * each a child process that listens on 127.0.0.1 only. Processes are named {@code broker}, {@code
 * objects}, {@code scheduler}, {@code storage}, {@code gateway} and {@code worker-1} to {@code
 * worker-N}.
 */
public final class Standalone implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** A service that starts does not listen, and has nothing to lose. */
  private static final Duration UNSTARTED_GRACE = Duration.ofSeconds(1);

  private final Home home;
  private final Map<String, Child> children = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Set<Child> mourned = ConcurrentHashMap.newKeySet();
  private Runnable noLongerAtExit = () -> {};
  private URI gateway;

  /** A service as it was started, so that it can be started again. */
  private record Part(Service service, Command command, int port) {
    /** A worker serves before it has loaded its network: a first picture is read meanwhile. */
    Readiness readiness() {
      String asked = service == Service.WORKER ? "live" : "ready";
      return Readiness.http(URI.create("http://127.0.0.1:" + port + "/q/health/" + asked));
    }
  }

  private Standalone(Home home) {
    this.home = home;
  }

  /**
   * Starts everything and returns once all of it serves.
   *
   * @param home everything is kept under it; at most one system at a time
   * @throws ChildFailedException if a part does not start; the others are stopped then
   */
  public static Standalone start(Path home, Options options) {
    Standalone standalone = new Standalone(new Home(home).prepared());
    Runnable noLongerFirst = AtExit.first(standalone::abandon);
    try {
      standalone.startAll(options);
      standalone.noLongerAtExit = AtExit.add(standalone::stopChildren);
      return standalone;
    } catch (RuntimeException e) {
      standalone.close();
      throw e;
    } finally {
      noLongerFirst.run();
    }
  }

  /** Where the gateway is: {@code http://127.0.0.1:PORT}. */
  public URI gateway() {
    return gateway;
  }

  /** kill -9, for tests. */
  public void kill(String name) {
    child(name).kill();
  }

  /** Starts a service that was killed again, on its old port, and waits for it. */
  public void restart(String name) {
    Part part = parts.get(name);
    child(name).close();
    children.put(name, Child.start(home.folder(), name, part.command()));
    child(name).awaitReady(part.readiness(), START_LIMIT);
  }

  /**
   * Fails if the system cannot dream any more: the last worker is dead, or any other process.
   *
   * @return which workers have died since the last call, a line each
   * @throws ChildFailedException naming the dead and its log
   */
  public List<String> check() {
    List<Child> dead = children.values().stream().filter(child -> !child.alive()).toList();
    boolean workerLeft =
        children.values().stream().anyMatch(child -> isWorker(child) && child.alive());
    for (Child child : dead) {
      if (!isWorker(child) || !workerLeft) {
        throw child.death();
      }
    }
    return dead.stream().filter(mourned::add).map(child -> child.death().getMessage()).toList();
  }

  /** Stops every process: the services at once, then the broker and the object store. */
  @Override
  public void close() {
    stopChildren();
    noLongerAtExit.run();
  }

  private void startAll(Options options) {
    int port = options.port() == 0 ? Ports.free() : options.port();
    if (Ports.taken(port)) {
      throw new Failure(
          "Port " + port + " of 127.0.0.1 is taken; choose another with --port PORT.");
    }
    Child.stopOrphans(home.folder());
    CompletableFuture<Options.Objects> objects =
        CompletableFuture.supplyAsync(() -> options.objects().orElseGet(this::startObjects));
    String kafka;
    try {
      kafka = options.kafka().orElseGet(this::startBroker);
    } finally {
      // Whatever happens, nothing must start behind our back.
      objects.exceptionally(e -> null).join();
    }
    tell("kafka.servers", kafka);
    Options.Objects store = started(objects);
    tell("objects.url", store.endpoint());
    ServiceCommands commands = new ServiceCommands(home, kafka, store, options);
    startServices(commands, port, options.workers());
    gateway = URI.create("http://127.0.0.1:" + port);
  }

  /** For other clients of Kafka and S3, such as docs/examples/dream.py. */
  private void tell(String file, String where) {
    try {
      Files.writeString(home.run().resolve(file), where + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T started(CompletableFuture<T> part) {
    try {
      return part.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private String startBroker() {
    RealKafka kafka = RealKafka.start(home.folder());
    children.put("broker", kafka.child());
    return kafka.bootstrapServers();
  }

  private Options.Objects startObjects() {
    RealObjects.Keys keys = ObjectKeysFile.readOrMake(home.run().resolve("objects.keys"));
    RealObjects objects = RealObjects.s3proxy(home.folder(), Ports.free(), keys);
    children.put("objects", objects.child());
    return new Options.Objects(objects.endpoint(), keys);
  }

  private void startServices(ServiceCommands commands, int gatewayPort, int workers) {
    int[] ports = Ports.free(workers + 2);
    part("scheduler", commands, Service.SCHEDULER, ports[workers]);
    part("storage", commands, Service.STORAGE, ports[workers + 1]);
    part("gateway", commands, Service.GATEWAY, gatewayPort);
    for (int i = 0; i < workers; i++) {
      part("worker-" + (i + 1), commands, Service.WORKER, ports[i]);
    }
    parts.forEach(
        (name, part) -> children.put(name, Child.start(home.folder(), name, part.command())));
    parts.forEach((name, part) -> child(name).awaitReady(part.readiness(), START_LIMIT));
    Targets.write(
        home.targets(),
        parts.entrySet().stream()
            .map(
                part ->
                    new Targets.Target(
                        part.getKey(), part.getValue().service(), part.getValue().port()))
            .toList());
  }

  private void part(String name, ServiceCommands commands, Service service, int port) {
    parts.put(name, new Part(service, commands.of(service, port), port));
  }

  private Child child(String name) {
    Child child = children.get(name);
    if (child == null) {
      throw new IllegalArgumentException(
          "no process '" + name + "'; there are " + children.keySet());
    }
    return child;
  }

  private static boolean isWorker(Child child) {
    return child.name().startsWith("worker-");
  }

  /** Ends a start soon. */
  private void abandon() {
    List<Child> started = List.copyOf(children.values());
    started.forEach(Child::terminate);
    started.forEach(child -> child.close(UNSTARTED_GRACE));
  }

  /** The broker and the object store last: the services say goodbye to them. */
  private void stopChildren() {
    List<Child> services =
        parts.keySet().stream().map(children::get).filter(c -> c != null).toList();
    services.forEach(Child::terminate);
    services.forEach(Child::close);
    List<Child> others = List.copyOf(children.values());
    others.forEach(Child::terminate);
    others.forEach(Child::close);
  }
}
