package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanvasStoreIT {
  private static final Size PICTURE = new Size(700, 300);

  /** Opens the canvas in the folder it is given and prints what it finds. */
  private static final String PYTHON =
      """
      import sys, zarr
      a = zarr.open_array(store=sys.argv[1], mode="r")
      v = a[:]
      print(a.shape, v.dtype, repr(float(v[2, 299, 699])), repr(float(v[1, 10, 500])), end="")
      """;

  @TempDir static Path home;
  private static List<RealStore> stores;

  @BeforeAll
  static void start() throws IOException {
    stores = RealStore.all(home);
  }

  @AfterAll
  static void stop() {
    stores.forEach(RealStore::stop);
  }

  static Stream<RealStore> stores() {
    return stores.stream();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void picturesOfOddSizesComeBackToTheLastBit(RealStore store) {
    try (CanvasStore canvases = new CanvasStore(store.objects())) {
      for (Size size :
          List.of(new Size(1, 1), new Size(511, 257), new Size(512, 512), new Size(2049, 3))) {
        String prefix = "odd/" + size.width() + "x" + size.height() + "/";
        Planes planes = random(size.width(), size.height());
        canvases.writeRegion(prefix, size, size.whole(), planes);
        canvases.create(prefix, size);
        assertThat(canvases.size(prefix)).isEqualTo(size);
        assertThat(canvases.readRegion(prefix, size, size.whole()).values())
            .isEqualTo(planes.values());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void chunksReadLastAreRememberedAsFarAsIsAskedFor(RealStore store) {
    int chunk = 3 * 350 * 150 * Float.BYTES;
    try (CanvasStore forgetful = new CanvasStore(store.objects());
        CanvasStore canvases = new CanvasStore(store.objects(), 4L * chunk)) {
      Planes planes = random(700, 300);
      Rect whole = PICTURE.whole();
      forgetful.writeRegion("kept/", PICTURE, whole, planes);
      canvases.readRegion("kept/", PICTURE, whole);
      canvases.writeRegion("kept/", PICTURE, whole, planes);
      canvases.create("kept/", PICTURE);
      canvases.requireThere("kept/");
      store.objects().deletePrefix("kept/");

      assertThat(canvases.readRegion("kept/", PICTURE, whole).values()).isEqualTo(planes.values());
      assertThatThrownBy(() -> canvases.requireThere("kept/"))
          .isInstanceOf(MissingObjectException.class);
      assertThatThrownBy(() -> forgetful.readRegion("kept/", PICTURE, whole))
          .isInstanceOf(MissingObjectException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatWasWrittenLastIsRememberedBeforeWhatWasReadOften(RealStore store) {
    int chunk = 3 * 350 * 150 * Float.BYTES;
    try (CanvasStore canvases = new CanvasStore(store.objects(), 4L * chunk)) {
      Planes planes = random(700, 300);
      Rect whole = PICTURE.whole();
      canvases.writeRegion("often/", PICTURE, whole, planes);
      for (int i = 0; i < 10; i++) {
        canvases.readRegion("often/", PICTURE, whole);
      }
      canvases.writeRegion("last/", PICTURE, whole, planes);
      store.objects().deletePrefix("last/");
      assertThat(canvases.readRegion("last/", PICTURE, whole).values()).isEqualTo(planes.values());
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatIsScannedIsNotRememberedAndNothingIsForgottenForIt(RealStore store) {
    int chunk = 3 * 350 * 150 * Float.BYTES;
    try (CanvasStore forgetful = new CanvasStore(store.objects());
        CanvasStore canvases = new CanvasStore(store.objects(), 4L * chunk)) {
      Planes planes = random(700, 300);
      Rect whole = PICTURE.whole();
      canvases.writeRegion("known/", PICTURE, whole, planes);
      forgetful.writeRegion("scanned/", PICTURE, whole, planes);
      assertThat(canvases.scanRegion("scanned/", PICTURE, whole).values())
          .isEqualTo(planes.values());
      store.objects().deletePrefix("known/");
      store.objects().deletePrefix("scanned/");

      assertThat(canvases.scanRegion("known/", PICTURE, whole).values()).isEqualTo(planes.values());
      assertThatThrownBy(() -> canvases.scanRegion("scanned/", PICTURE, whole))
          .isInstanceOf(MissingObjectException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void regionIsReadFromTheChunksItTouchesAlone(RealStore store) {
    try (CanvasStore canvases = new CanvasStore(store.objects())) {
      Planes planes = random(700, 300);
      Rect left = new Rect(0, 0, 350, 300);
      Rect right = new Rect(350, 0, 350, 300);
      canvases.writeRegion("part/", PICTURE, right, planes.crop(right));
      Rect inside = new Rect(360, 200, 333, 99);
      assertThat(canvases.readRegion("part/", PICTURE, inside).values())
          .isEqualTo(planes.crop(inside).values());
      assertThatThrownBy(() -> canvases.readRegion("part/", PICTURE, left))
          .isInstanceOf(MissingObjectException.class)
          .hasMessageContaining("part/c/0/");
      canvases.writeRegion("part/", PICTURE, left, planes.crop(left));
      assertThat(canvases.readRegion("part/", PICTURE, PICTURE.whole()).values())
          .isEqualTo(planes.values());
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void brokenChunksArePreventedByRefusal(RealStore store) {
    try (CanvasStore canvases = new CanvasStore(store.objects())) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  canvases.writeRegion("no/", PICTURE, new Rect(0, 0, 300, 300), random(300, 300)))
          .withMessageContaining("whole chunks");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  canvases.writeRegion("no/", PICTURE, new Rect(0, 0, 350, 300), random(349, 300)));
      assertThat(store.objects().list("no/")).isEmpty();
    }
  }

  /** Needs a Python with {@code zarr}, named by the environment's ONEIROS_ZARR_PYTHON. */
  @ParameterizedTest
  @MethodSource("stores")
  void pythonsZarrOpensACanvas(RealStore store, @TempDir Path folder) throws Exception {
    String python = System.getenv("ONEIROS_ZARR_PYTHON");
    assumeTrue(python != null, "ONEIROS_ZARR_PYTHON names no Python with zarr");
    Planes planes = random(700, 300);
    try (CanvasStore canvases = new CanvasStore(store.objects())) {
      canvases.writeRegion("py/", PICTURE, PICTURE.whole(), planes);
      canvases.create("py/", PICTURE);
    }
    for (String key : store.objects().list("py/")) {
      Path file = folder.resolve(key);
      Files.createDirectories(file.getParent());
      store.objects().get(key, file);
    }
    Process process =
        new ProcessBuilder(python, "-c", PYTHON, folder.resolve("py").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said)
        .isEqualTo(
            "(3, 300, 700) float32 %s %s",
            (double) planes.get(2, 699, 299), (double) planes.get(1, 500, 10));
  }

  private static Planes random(int width, int height) {
    Planes planes = Planes.of(width, height);
    Random random = new Random(width * 31L + height);
    for (int i = 0; i < planes.values().length; i++) {
      planes.values()[i] = random.nextFloat();
    }
    return planes;
  }
}
