package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.processes.Checkout;
import io.oneiros.standalone.Collector.Span;
import io.oneiros.standalone.launch.Options;
import io.oneiros.standalone.show.LogRecords;
import io.oneiros.standalone.show.LogRecords.LogRecord;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dreams that are followed from outside: by Kafka without Java, by a collector of spans, by logs.
 */
class EventsIT {
  /** Two octaves, the second of several tiles. */
  private static final DreamSpec TILED =
      Json.read(
          DreamSpec.class,
          "{\"octaves\":2,\"octaveScale\":1.3,\"iterations\":3,\"tile\":256}".getBytes());

  private static final long LIMIT_SECONDS = 120;

  @TempDir static Path folder;
  private static Collector collector;
  private static Dreams dreams;

  @BeforeAll
  static void start() throws Exception {
    collector = new Collector();
    dreams =
        Dreams.start(
            folder.resolve("home"),
            Options.workers(2)
                .with(
                    Map.of(
                        "quarkus.otel.sdk.disabled", "false",
                        "quarkus.otel.exporter.otlp.endpoint", collector.endpoint(),
                        "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                        "quarkus.otel.bsp.schedule.delay", "200ms")));
  }

  @AfterAll
  static void stop() {
    if (dreams != null) {
      dreams.close();
    }
    collector.close();
  }

  @Test
  void oneDreamIsOneTraceThroughAllServicesAndLogsNameIt() throws Exception {
    Path photo = Dreams.photo(folder, 400, 300);
    DreamSnapshot done = dreams.dream(photo, TILED, null, progress -> {});
    assertThat(done.status()).isEqualTo(DreamStatus.COMPLETED);

    List<Span> spans = await(done.id());
    assertThat(services(spans))
        .containsExactlyInAnyOrder(
            "oneiros-gateway", "octave-scheduler", "storage", "dream-worker");
    assertThat(spans)
        .extracting(Span::name)
        .contains("schedule", "ingest", "tile", "reassemble", "reinject", "export", "octave");
    assertThat(spans.stream().filter(span -> span.name().equals("tile")).count())
        .isGreaterThanOrEqualTo(done.progress().tilesTotal());
    isATree(spans);

    List<LogRecord> records = new ArrayList<>();
    try (Stream<Path> logs = Files.list(folder.resolve("home/log"))) {
      for (Path log : logs.toList()) {
        try (InputStream in = Files.newInputStream(log)) {
          records.addAll(LogRecords.read(log.getFileName().toString(), in));
        }
      }
    }
    assertThat(LogRecords.about(done.id(), records))
        .anySatisfy(
            record -> {
              assertThat(record.text()).contains("io.oneiros.completed.v1");
              assertThat(record.dream()).isEqualTo(done.id());
              assertThat(record.trace()).isEqualTo(spans.get(0).trace());
            });
  }

  /** The traces that tell a dream whole, once nothing is added to them any more. */
  private static List<Span> await(String dream) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    List<Span> before = List.of();
    while (System.nanoTime() < deadline) {
      Set<String> whole =
          collector.spans().stream()
              .filter(span -> span.name().equals("dream") && span.dream().equals(dream))
              .map(Span::trace)
              .collect(Collectors.toSet());
      List<Span> spans =
          collector.spans().stream().filter(span -> whole.contains(span.trace())).toList();
      if (!spans.isEmpty() && spans.size() == before.size()) {
        return spans;
      }
      before = spans;
      Thread.sleep(2000);
    }
    throw new AssertionError("no whole trace of " + dream + " among " + collector.spans());
  }

  private static Set<String> services(List<Span> spans) {
    return spans.stream().map(Span::service).collect(Collectors.toSet());
  }

  /** One root, and every other's parent is there and is not below it. */
  private static void isATree(List<Span> spans) {
    Map<String, Span> byId = spans.stream().collect(Collectors.toMap(Span::id, span -> span));
    assertThat(spans).filteredOn(span -> span.parent().isEmpty()).hasSize(1);
    for (Span span : spans) {
      Set<String> above = new HashSet<>();
      for (Span at = span; !at.parent().isEmpty(); at = byId.get(at.parent())) {
        assertThat(above.add(at.id())).as("%s is not below itself", at).isTrue();
        assertThat(byId).as("parent of %s", at).containsKey(at.parent());
      }
    }
  }

  @Test
  void exampleInPythonAsksForADreamAndFollowsItToItsPicture() throws Exception {
    assumeThat(onPath("kcat") && onPath("python3")).as("kcat and python3 are there").isTrue();
    Path out = folder.resolve("example.png");
    Path said = folder.resolve("example.txt");
    String kafka = Files.readString(folder.resolve("home/run/kafka.servers")).strip();

    Process example =
        new ProcessBuilder(
                "python3",
                Checkout.root().resolve("docs/examples/dream.py").toString(),
                kafka,
                dreams.system().gateway().toString(),
                out.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();

    try {
      assertThat(example.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(read(said)).isTrue();
    } finally {
      example.destroyForcibly();
    }
    assertThat(example.exitValue()).as(read(said)).isZero();
    assertThat(read(said).lines().map(line -> line.split(" ")[0]).toList())
        .startsWith("accepted", "started", "octave-completed", "completed");
    assertThat(ImageIO.read(out.toFile()).getWidth()).isEqualTo(224);
  }

  private static String read(Path file) throws Exception {
    return Files.readString(file);
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
