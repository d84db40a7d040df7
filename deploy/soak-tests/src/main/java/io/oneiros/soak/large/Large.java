package io.oneiros.soak.large;

import static java.util.stream.Collectors.joining;

import io.oneiros.contract.DeepZoom;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Size;
import io.oneiros.soak.BrokenPromiseException;
import io.oneiros.soak.House;
import io.oneiros.soak.Scratch;
import io.oneiros.soak.Shape;
import io.oneiros.standalone.client.DreamFollower;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayClient.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A large picture is dreamed by the real processes, with a device that is simulated, from upload to
 * picture and deep zoom. Held are: the memory that each process may have resident, and every sample
 * of what comes out.
 *
 * <p>The simulated gradient is {@code 1 + v}. A step of {@code s} makes {@code 1 + v} larger by one
 * factor everywhere, and carrying detail over keeps that, so after {@code n} steps over all octaves
 * a sample is {@code v + n s (1 + v) / (1 + mean v)}: seams, gaps and displaced tiles show. A halo
 * that is too narrow does not: this gradient looks at no neighbour. That is for the engine's tests.
 */
public final class Large {
  /** Megabytes that a process may have resident, by the beginning of its name. */
  static final Map<String, Integer> LIMITS =
      Map.of("worker", 1500, "storage", 500, "scheduler", 500, "gateway", 400);

  /** Megabytes that these may take more for a large picture than for a small one. */
  static final Map<String, Integer> FLAT = Map.of("scheduler", 100, "gateway", 100);

  private static final int WARM_UP = 1024;

  /** Of the octave of half the side two exact rounds and a fast one, of the picture itself one. */
  private static final int STEPS = 4;

  private static final double STEP = 2;
  private static final String SPEC =
      "{\"octaves\":2,\"octaveScale\":2,\"iterations\":[3,1],\"step\":%s,\"jitter\":32,\"layers\":[{\"name\":\"mixed0\"}],\"finish\":{\"deepZoom\":true}}"
          .formatted(STEP);

  private final Path folder;
  private final TestCard card;
  private final Map<String, List<String>> jvms;

  /**
   * @param folder a new one; some 20 bytes for each sample are needed there, and what is made is
   *     deleted again, but for logs
   * @param side of the picture, which can be halved
   * @param jvms options of JVMs, by the processes' names, such as heaps in which nobody can hold
   *     the picture
   */
  public Large(Path folder, int side, Map<String, List<String>> jvms) {
    this.folder = folder;
    this.card = new TestCard(side);
    this.jvms = jvms;
  }

  /** Whether this machine says what a process takes. */
  public static boolean possible() {
    return Peaks.possible();
  }

  /**
   * @param shared folder whose {@code models} and {@code djl} are used
   * @return what was measured, some lines
   * @throws BrokenPromiseException if a sample is wrong, or a process took more than it may
   */
  public String run(Path shared) throws IOException, InterruptedException {
    Path home = folder.resolve("house");
    long pixels = card.size().pixels();
    Shape shape =
        new Shape(
                1,
                1,
                1,
                1,
                false,
                Map.of(
                    "oneiros.worker.simulate",
                    "1ms",
                    "oneiros.limits.max-pixels",
                    Long.toString(pixels),
                    "oneiros.limits.max-bytes",
                    Long.toString(4 * pixels)),
                Map.of())
            .jvms(jvms);
    try (House house = House.build(home, shared, shape)) {
      GatewayClient gateway = new GatewayClient(house.gateway());
      // As many bytes as of the large picture: what HotSpot takes while it compiles what streams
      // them is not the picture's.
      dream(gateway, new TestCard(WARM_UP), Math.max(1, pixels / (WARM_UP * WARM_UP)));
      Map<String, Long> before = Peaks.of(house);
      String told = dream(gateway, card, 1);
      Map<String, Long> after = Peaks.of(house);
      String table =
          after.entrySet().stream()
              .map(
                  p ->
                      "%-12s %5d MB, %5d after a picture of %d"
                          .formatted(p.getKey(), p.getValue(), before.get(p.getKey()), WARM_UP))
              .collect(joining("\n"));
      String report = told + "\n" + table;
      hold(before, after, report);
      return report;
    } finally {
      Scratch.delete(home.resolve("objects"));
      Scratch.delete(home.resolve("kafka"));
    }
  }

  /**
   * @param before peaks after a small picture, in MB
   * @param after the large one
   * @throws BrokenPromiseException if one is above its limit, or has grown that must not
   */
  static void hold(Map<String, Long> before, Map<String, Long> after, String report) {
    after.forEach(
        (process, peak) -> {
          hold(process, "had %d MB resident; at most %d are promised", peak, LIMITS, report);
          long growth = peak - before.get(process);
          hold(process, "grew by %d MB; at most %d is flat", growth, FLAT, report);
        });
  }

  private static void hold(
      String process, String broken, long megabytes, Map<String, Integer> limits, String report) {
    limits.forEach(
        (name, limit) -> {
          if (process.startsWith(name) && megabytes > limit) {
            throw new BrokenPromiseException(
                "%s %s.%n%s".formatted(process, broken.formatted(megabytes, limit), report));
          }
        });
  }

  /**
   * @param downloads of the picture, at least one
   */
  private String dream(GatewayClient gateway, TestCard card, long downloads)
      throws IOException, InterruptedException {
    Path photo = folder.resolve("photo.png");
    Path picture = folder.resolve("picture.png");
    try {
      double mean = card.write(photo);
      long start = System.nanoTime();
      DreamSpec spec = Json.read(DreamSpec.class, SPEC.getBytes(StandardCharsets.UTF_8));
      String id = gateway.submit(Order.of(photo, spec));
      long accepted = System.nanoTime();
      DreamSnapshot end = new DreamFollower(gateway, () -> {}).follow(id, snapshot -> {});
      long ended = System.nanoTime();
      if (end.status() != DreamStatus.COMPLETED) {
        throw new BrokenPromiseException("the dream is %s: %s".formatted(end.status(), end));
      }
      for (long download = 0; download < downloads; download++) {
        gateway.image(id, picture);
      }
      Expected expected = new Expected(card, STEPS * STEP, mean);
      expected.requirePicture(picture);
      zoom(gateway, id, expected);
      return "%s x %s, %d tiles: taken in %.0f s, dreamed in %.0f s (octaves %s), %d MB of PNG"
          .formatted(
              card.side(),
              card.side(),
              end.progress().tilesTotal(),
              (accepted - start) / 1e9,
              (ended - accepted) / 1e9,
              end.octaveSeconds(),
              Files.size(picture) / 1_000_000);
    } finally {
      Files.deleteIfExists(photo);
      Files.deleteIfExists(picture);
    }
  }

  /**
   * Of each level the last tile, which is there only if all before it went well; not of those where
   * a pixel is not the mean of a square.
   */
  private void zoom(GatewayClient gateway, String id, Expected expected) throws IOException {
    Size size = expected.card().size();
    Path tile = folder.resolve("tile.png");
    for (int level = 0; level <= DeepZoom.levels(size); level++) {
      int halvings = DeepZoom.levels(size) - level;
      if (size.width() % (1 << halvings) != 0) {
        continue;
      }
      Size at = DeepZoom.size(size, level);
      int column = (at.width() - 1) / DeepZoom.TILE;
      int row = (at.height() - 1) / DeepZoom.TILE;
      gateway.zoomTile(id, level, column, row, tile);
      expected.requireTile(tile, halvings, column, row);
    }
    Files.delete(tile);
  }
}
