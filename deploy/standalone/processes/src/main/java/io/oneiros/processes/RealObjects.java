package io.oneiros.processes;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real S3 endpoint, as a child process on {@code HOME/objects}, that checks every signature. It
 * starts without buckets. Started again on the same home, it has everything it acknowledged.
 */
public final class RealObjects implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Keys TEST_KEYS = new Keys("oneiros-test", "oneiros-test-secret");

  private final Child child;
  private final int port;
  private final Keys keys;

  /** What a client signs its requests with. */
  public record Keys(String accessKey, String secretKey) {
    @Override
    public String toString() {
      return "Keys[" + accessKey + "]";
    }
  }

  private RealObjects(Child child, int port, Keys keys) {
    this.child = child;
    this.port = port;
    this.keys = keys;
  }

  /** S3Proxy on a free port, with keys for tests. */
  public static RealObjects s3proxy(Path home) {
    return s3proxy(home, Ports.free());
  }

  /** S3Proxy on this port of 127.0.0.1, with keys for tests. */
  public static RealObjects s3proxy(Path home, int port) {
    return s3proxy(home, port, TEST_KEYS);
  }

  /**
   * S3Proxy on this port of 127.0.0.1.
   *
   * @throws ChildFailedException if it cannot serve there
   */
  public static RealObjects s3proxy(Path home, int port, Keys keys) {
    List<String> words = Checkout.program("objects", "io.oneiros.objects.Objects");
    words.addAll(List.of(home.resolve("objects").toString(), Integer.toString(port)));
    Command command =
        Command.java(
            words,
            Map.of(
                "ONEIROS_OBJECTS_ACCESS_KEY", keys.accessKey(),
                "ONEIROS_OBJECTS_SECRET_KEY", keys.secretKey()));
    Child child =
        Child.start(home, "objects", command).awaitReady(Readiness.line("READY"), START_LIMIT);
    return new RealObjects(child, port, keys);
  }

  /** Whether there is a {@code minio} program on the PATH, which {@link #minio} needs. */
  public static boolean minioOnPath() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "minio")));
  }

  /** The MinIO server on a free port, with keys for tests. */
  public static RealObjects minio(Path home) {
    return minio(home, Ports.free());
  }

  /**
   * The MinIO server on this port of 127.0.0.1, with keys for tests.
   *
   * @throws ChildFailedException if it cannot serve there
   */
  public static RealObjects minio(Path home, int port) {
    return minio(home, port, Map.of());
  }

  /**
   * The same, configured by the environment besides, such as whom its buckets notify.
   *
   * @throws ChildFailedException if it cannot serve there
   */
  public static RealObjects minio(Path home, int port, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("MINIO_ROOT_USER", TEST_KEYS.accessKey());
    environment.put("MINIO_ROOT_PASSWORD", TEST_KEYS.secretKey());
    Command command =
        new Command(
            List.of(
                "minio",
                "server",
                home.resolve("objects").toString(),
                "--address",
                "127.0.0.1:" + port,
                "--console-address",
                "127.0.0.1:" + Ports.free()),
            environment);
    URI health = URI.create("http://127.0.0.1:" + port + "/minio/health/live");
    Child child =
        Child.start(home, "objects", command).awaitReady(Readiness.http(health), START_LIMIT);
    return new RealObjects(child, port, TEST_KEYS);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  public Keys keys() {
    return keys;
  }

  public String accessKey() {
    return keys.accessKey();
  }

  public String secretKey() {
    return keys.secretKey();
  }

  public Child child() {
    return child;
  }

  @Override
  public void close() {
    child.close();
  }
}
