package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Size;
import io.oneiros.processes.Checkout;
import io.oneiros.standalone.Collector.Span;
import io.oneiros.standalone.launch.Options;
import io.oneiros.standalone.show.LogRecords;
import io.oneiros.standalone.show.LogRecords.LogRecord;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
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

  private static final long LIMIT_SECONDS = 300;

  /** For the last spans and lines of a dream that has ended. */
  private static final Duration TOLD_LIMIT = Duration.ofSeconds(60);

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

    await().atMost(TOLD_LIMIT).untilAsserted(() -> isOneTrace(done, spans(done.id())));
    String trace = spans(done.id()).get(0).trace();
    await()
        .atMost(TOLD_LIMIT)
        .untilAsserted(
            () ->
                assertThat(LogRecords.about(done.id(), logs()))
                    .anySatisfy(
                        record -> {
                          assertThat(record.text()).contains("io.oneiros.completed.v1");
                          assertThat(record.dream()).isEqualTo(done.id());
                          assertThat(record.trace()).isEqualTo(trace);
                        }));
  }

  /** Those of the traces that tell of a dream, as far as the collector has been told. */
  private static List<Span> spans(String dream) {
    List<Span> told = List.copyOf(collector.spans());
    Set<String> traces =
        told.stream()
            .filter(span -> span.name().equals("dream") && span.dream().equals(dream))
            .map(Span::trace)
            .collect(Collectors.toSet());
    return told.stream().filter(span -> traces.contains(span.trace())).toList();
  }

  private static void isOneTrace(DreamSnapshot done, List<Span> spans) {
    assertThat(services(spans))
        .containsExactlyInAnyOrder(
            "oneiros-gateway", "octave-scheduler", "storage", "dream-worker");
    assertThat(spans)
        .extracting(Span::name)
        .contains("schedule", "ingest", "tile", "reassemble", "reinject", "export", "octave");
    assertThat(spans.stream().filter(span -> span.name().equals("tile")).count())
        .isGreaterThanOrEqualTo(done.progress().tilesTotal());
    isATree(spans);
  }

  private static List<LogRecord> logs() throws IOException {
    List<LogRecord> records = new ArrayList<>();
    try (Stream<Path> logs = Files.list(folder.resolve("home/log"))) {
      for (Path log : logs.toList()) {
        try (InputStream in = Files.newInputStream(log)) {
          records.addAll(LogRecords.read(log.getFileName().toString(), in));
        }
      }
    }
    return records;
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
  void previewsOfItsOctavesShowADreamGrow() throws Exception {
    Path photo = Dreams.photo(folder, 600, 300);
    Path out = folder.resolve("grown.png");
    Set<String> shown = new HashSet<>();
    DreamSnapshot done =
        dreams.dream(
            photo,
            TILED,
            out,
            progress -> {
              if (progress.status() == DreamStatus.RUNNING && progress.preview() != null) {
                shown.add(progress.preview());
              }
            });

    assertThat(shown)
        .as("while it ran")
        .containsExactly(ObjectKeys.preview(done.id(), done.incarnation(), 0));
    assertThat(done.preview()).isEqualTo(ObjectKeys.preview(done.id(), done.incarnation(), 1));
    BufferedImage picture = ImageIO.read(out.toFile());
    BufferedImage last = preview(done.id(), "");
    assertThat(size(last)).isEqualTo(new Size(512, 256));
    assertThat(difference(last, picture)).isLessThan(2);
    BufferedImage first = preview(done.id(), "?octave=0");
    assertThat(size(first)).isEqualTo(done.recipe().sizes(done.size()).get(0));
    assertThat(difference(first, picture)).as("it is not finished").isGreaterThan(2);
    assertThat(difference(first, ImageIO.read(photo.toFile())))
        .as("nor the photo")
        .isBetween(1.0, 30.0);
  }

  private static BufferedImage preview(String dream, String query) throws Exception {
    String path = "/v1/dreams/" + dream + "/preview" + query;
    return ImageIO.read(dreams.system().gateway().resolve(path).toURL());
  }

  private static Size size(BufferedImage image) {
    return new Size(image.getWidth(), image.getHeight());
  }

  /** Mean distance of the values of 8 bits, once the larger one is reduced to the other's size. */
  private static double difference(BufferedImage small, BufferedImage large) {
    BufferedImage reduced =
        new BufferedImage(small.getWidth(), small.getHeight(), BufferedImage.TYPE_INT_RGB);
    int averaging = Image.SCALE_AREA_AVERAGING;
    reduced
        .getGraphics()
        .drawImage(
            large.getScaledInstance(small.getWidth(), small.getHeight(), averaging), 0, 0, null);
    double sum = 0;
    for (int y = 0; y < small.getHeight(); y++) {
      for (int x = 0; x < small.getWidth(); x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          int a = small.getRGB(x, y) >> shift & 255;
          sum += Math.abs(a - (reduced.getRGB(x, y) >> shift & 255));
        }
      }
    }
    return sum / (3.0 * small.getWidth() * small.getHeight());
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
    assertThat(read(said)).containsPattern("octave-completed .*/preview/[a-z0-9]+/0\\.png\"");
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
