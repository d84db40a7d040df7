package io.oneiros.processes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real Kafka broker of one node, as a child process on {@code HOME/kafka}. Topics are not created
 * by themselves. Started again on the same home, it has everything it acknowledged.
 */
public final class RealKafka implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Child child;
  private final int port;

  private RealKafka(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /** On a free port. */
  public static RealKafka start(Path home) {
    return start(home, Ports.free());
  }

  /**
   * The same for tests that share a machine with others: it stays in service while it is not heard
   * of for a minute. Whoever kills it and starts it again waits as long.
   */
  public static RealKafka patient(Path home) {
    return start(home, Ports.free(), Map.of("broker.session.timeout.ms", "60000"));
  }

  /**
   * On this port of 127.0.0.1.
   *
   * @throws ChildFailedException if it cannot serve there
   */
  public static RealKafka start(Path home, int port) {
    return start(home, port, Map.of());
  }

  /**
   * The same with settings of the broker besides, such as who is let in.
   *
   * @throws ChildFailedException if it cannot serve there
   */
  public static RealKafka start(Path home, int port, Map<String, String> more) {
    int controllerPort = Ports.free();
    List<String> words = Checkout.program("broker", "io.oneiros.broker.Broker");
    words.addAll(
        List.of(
            home.resolve("kafka").toString(),
            Integer.toString(port),
            Integer.toString(controllerPort)));
    more.forEach((name, value) -> words.add(name + "=" + value));
    Command command = Command.java(words, Map.of());
    Child child =
        Child.start(home, "broker", command).awaitReady(Readiness.line("READY"), START_LIMIT);
    return new RealKafka(child, port);
  }

  /** For clients: {@code 127.0.0.1:PORT}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public Child child() {
    return child;
  }

  @Override
  public void close() {
    child.close();
  }
}
