package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.MissingObjectException;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.canvas.S3Observer;
import io.oneiros.canvas.S3Observer.Operation;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.storage.RealStore;
import io.oneiros.storage.Recipes;
import io.oneiros.storage.region.Blocks;
import io.oneiros.storage.region.Resample;
import io.oneiros.storage.region.Rows;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestIT {
  private static final String INCARNATION = "k3";
  private static final Size COARSE = new Size(214, 143);
  private static final Size FINE = new Size(300, 200);

  @TempDir static Path home;
  private static RealStore store;

  private String dream;

  @BeforeAll
  static void start() {
    store = new RealStore(home);
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
    }
  }

  @BeforeEach
  void name(TestInfo test) {
    dream = "d" + Integer.toHexString(test.getDisplayName().hashCode());
  }

  @Test
  void octaveLargerThanThePhotoIsAnEnlargementOfIt() throws IOException {
    String photo = upload("upload", picture(300, 200));
    Result.Ingested done = ingest(photo, null, null, "'octaveSides': [150, 600]");
    assertThat(done.sizes()).containsExactly(new Size(150, 100), new Size(600, 400));

    Planes whole = source(600, 400, 1);
    ingest(photo, null, null, "'octaveSides': [300]");
    Planes same = source(300, 200, 0);
    Size large = new Size(600, 400);
    assertThat(whole.values())
        .isEqualTo(new Resample(FINE, large, large.whole()).of(Rows.of(same, 0, 0)).values());
  }

  @Test
  void noiseIsGreyWithALittleNoiseAndHangsOnTheSeedAlone() throws IOException {
    String noise = "'start': {'from': 'noise', 'width': 300, 'height': 200}";
    assertThat(ingest(null, null, null, noise).sizes()).containsExactly(COARSE, FINE);
    float[] first = source(300, 200, 1).values();
    double sum = 0;
    for (float value : first) {
      assertThat(value).isBetween(100 / 255f, 101 / 255f);
      sum += value * 255.0 - 100;
    }
    assertThat(sum / first.length).isEqualTo(0.5, within(0.005));
    assertThat(first[0]).isNotEqualTo(first[1]);

    Planes fine = source(300, 200, 1);
    assertThat(source(214, 143, 0).values())
        .as("shrunk as a photo is")
        .isEqualTo(new Resample(FINE, COARSE, COARSE.whole()).of(Rows.of(fine, 0, 0)).values());
    ingest(null, null, null, noise);
    assertThat(source(300, 200, 1).values()).isEqualTo(first);
    ingest(null, null, null, noise + ", 'seed': 8");
    assertThat(source(300, 200, 1).values()).isNotEqualTo(first);
  }

  @Test
  void greyIsGreyInEveryOctave() throws IOException {
    ingest(null, null, null, "'start': {'from': 'grey', 'width': 300, 'height': 200}");
    assertThat(source(214, 143, 0).values()).containsOnly(0.5f);
    assertThat(source(300, 200, 1).values()).containsOnly(0.5f);
  }

  @Test
  void photoBesideNoiseHasCanvasesOfItsOwn() throws IOException {
    String photo = upload("upload", picture(300, 200));
    ingest(photo, null, null, "");
    float[] asSource = source(214, 143, 0).values();
    ingest(photo, null, null, "'start': {'from': 'noise'}");
    assertThat(store.canvas(ObjectKeys.photo(dream, INCARNATION, 0)).values()).isEqualTo(asSource);
    assertThat(source(214, 143, 0).values()[0]).isBetween(100 / 255f, 101 / 255f);
  }

  @Test
  void maskIsStretchedToTheDreamAndHasNoColours() throws IOException {
    BufferedImage halves = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 20; x++) {
      for (int y = 0; y < 10; y++) {
        halves.setRGB(x, y, x < 10 ? 0x00FF00 : 0xFFFFFF);
      }
    }
    ingest(upload("upload", picture(300, 200)), null, upload("mask", halves), "");
    Planes mask = store.canvas(ObjectKeys.mask(dream, INCARNATION, 0));
    assertThat(new Size(mask.width(), mask.height())).isEqualTo(COARSE);
    for (int c = 0; c < 3; c++) {
      assertThat(mask.get(c, 10, 70)).as("luma of green").isEqualTo(0.7152f, within(1e-6f));
      assertThat(mask.get(c, 200, 10)).isEqualTo(1, within(1e-6f));
    }
    assertThat(store.canvas(ObjectKeys.mask(dream, INCARNATION, 1)).width()).isEqualTo(300);
  }

  @ParameterizedTest
  @CsvSource({"90, 60, 90, 60", "1500, 300, 1024, 205", "20, 2048, 10, 1024"})
  void guideKeepsItsSizeUpTo1024(int width, int height, int keptWidth, int keptHeight)
      throws IOException {
    String guide = upload("guide", picture(width, height));
    Size kept = new Size(keptWidth, keptHeight);
    Result.Ingested done = ingest(upload("upload", picture(300, 200)), guide, null, "");
    assertThat(done.guide()).isEqualTo(kept);
    assertThat(store.canvases().size(ObjectKeys.guide(dream, INCARNATION))).isEqualTo(kept);
    assertThat(done.sizes()).isEqualTo(List.of(COARSE, FINE));
  }

  @ParameterizedTest
  @CsvSource({"guide", "mask"})
  void pictureThatIsNoneIsNamed(String name) throws IOException {
    String photo = upload("upload", picture(300, 200));
    String text = ObjectKeys.dream(dream) + name;
    store.objects().put(text, "not a picture".getBytes(StandardCharsets.UTF_8));
    boolean guide = name.equals("guide");
    assertThatThrownBy(() -> ingest(photo, guide ? text : null, guide ? null : text, ""))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_A_PICTURE))
        .hasMessageStartingWith("The " + name + " is no PNG");
  }

  @Test
  void uploadThatIsNotThereIsTold() {
    assertThatThrownBy(() -> ingest("mistyped", null, null, "'octaves': 1"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ProblemCode.UPLOAD_GONE);
              assertThat(e.problem().detail()).contains("'mistyped'").contains("picture");
            });
  }

  /** It is deleted once the first block of many is written. */
  @Test
  void whatIsWrittenAfterTheDreamWasDeletedIsTakenBack() throws IOException {
    String photo = upload("upload", picture(300, 200));
    String others = ObjectKeys.dream(dream + "2") + "upload";
    store.objects().put(others, new byte[1]);
    AtomicInteger written = new AtomicInteger();
    S3Observer deletes =
        (operation, outcome, time) -> {
          if (operation == Operation.PUT && written.incrementAndGet() == 1) {
            store.objects().deletePrefix(ObjectKeys.dream(dream));
          }
        };

    try (ObjectStore objects = store.client(deletes);
        CanvasStore canvases = new CanvasStore(objects)) {
      StorageTask.Ingest task = task(photo, null, null, "'octaveSides': [150, 600]");
      assertThatThrownBy(() -> ingest(objects, canvases).run(task))
          .isInstanceOf(MissingObjectException.class);
    }
    assertThat(written).hasValueGreaterThan(2);
    assertThat(store.objects().list("dreams/" + dream)).containsExactly(others);
  }

  private Result.Ingested ingest(String photo, String guide, String mask, String recipe)
      throws IOException {
    return ingest(store.objects(), store.canvases()).run(task(photo, guide, mask, recipe));
  }

  private static Ingest ingest(ObjectStore objects, CanvasStore canvases) {
    return new Ingest(objects, canvases, new Decoder(Pictures.atMost(1_000_000)), new Blocks());
  }

  private StorageTask.Ingest task(String photo, String guide, String mask, String recipe) {
    TaskId id = new TaskId(dream, INCARNATION, 0, 0, TaskId.Kind.INGEST, 0, 1);
    return new StorageTask.Ingest(id, photo, guide, mask, Recipes.of(recipe));
  }

  private Planes source(int width, int height, int octave) {
    Planes canvas = store.canvas(ObjectKeys.source(dream, INCARNATION, octave));
    assertThat(new Size(canvas.width(), canvas.height())).isEqualTo(new Size(width, height));
    return canvas;
  }

  private String upload(String name, BufferedImage picture) throws IOException {
    String key = ObjectKeys.dream(dream) + name;
    store.objects().put(key, Pictures.encode(picture, "png"));
    return key;
  }

  private static BufferedImage picture(int width, int height) {
    return Pictures.gradient(width, height, BufferedImage.TYPE_INT_RGB);
  }
}
