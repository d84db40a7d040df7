package io.oneiros.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.StorageTask.Piece;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.spec.Finish;
import io.oneiros.storage.ingest.Pictures;
import io.oneiros.storage.region.Resample;
import io.oneiros.storage.region.Rows;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What storage does for one dream, told through Kafka and read from the store. */
abstract class StorageScenario {
  private static final Rect LEFT = new Rect(0, 0, 100, 143);
  private static final Rect RIGHT = new Rect(100, 0, 114, 143);

  @Inject ObjectStore objects;
  @Inject CanvasStore canvases;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private Conversation scheduler;
  private String dream;
  private Tasks tasks;

  @BeforeEach
  void begin(TestInfo test) {
    dream = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    tasks = new Tasks(dream);
    scheduler = new Conversation(servers, dream);
  }

  @AfterEach
  void end() {
    scheduler.close();
  }

  @Test
  void dreamGoesFromUploadToPicture() throws Exception {
    ingest();
    Planes source = canvas(ObjectKeys.source(dream, Tasks.INCARNATION, 0), Tasks.COARSE);
    Planes upright = canvas(ObjectKeys.source(dream, Tasks.INCARNATION, 1), Tasks.FINE);
    assertThat(upright.get(0, 299, 10)).as("red grows to the right").isGreaterThan(0.9f);
    assertThat(upright.get(1, 10, 199)).as("green grows downwards").isGreaterThan(0.9f);

    reassemble(put(LEFT, 1, 0.1f), put(RIGHT, 1, -0.2f));
    Planes dreamed = canvas(ObjectKeys.canvas(dream, Tasks.INCARNATION, 0, 1), Tasks.COARSE);
    assertThat(dreamed.get(0, 50, 70)).isEqualTo(source.get(0, 50, 70) + 0.1f, within(1e-6f));
    assertThat(dreamed.get(2, 100, 70))
        .as("half a pixel right of the cut")
        .isEqualTo(source.get(2, 100, 70) - 0.2f + 0.3f * 15.5f / 32, within(1e-6f));
    assertThat(dreamed.get(0, 0, 0)).isBetween(0.1f, 0.11f);
    assertThat(dreamed.get(0, 213, 0)).isEqualTo(source.get(0, 213, 0) - 0.2f, within(1e-6f));

    Planes carried = reinject();
    shows(objects.get(ObjectKeys.preview(dream, Tasks.INCARNATION, 0)), dreamed);
    Planes detail = Planes.of(Tasks.COARSE.width(), Tasks.COARSE.height());
    for (int i = 0; i < detail.values().length; i++) {
      detail.values()[i] = dreamed.values()[i] - source.values()[i];
    }
    Planes enlarged =
        new Resample(Tasks.COARSE, Tasks.FINE, Tasks.FINE.whole()).of(Rows.of(detail, 0, 0));
    for (int i = 0; i < carried.values().length; i++) {
      float sum = upright.values()[i] + enlarged.values()[i];
      assertThat(carried.values()[i]).isEqualTo(Math.min(1, Math.max(0, sum)));
    }

    byte[] png = exported((Result.Exported) scheduler.ask(tasks.export(ObjectKeys.upload(dream))));
    shows(png, carried);
    shows(objects.get(ObjectKeys.preview(dream, Tasks.INCARNATION, 1)), carried);
  }

  @Test
  void alteredDeltaIsToldByItsNameAndNothingIsWritten() throws Exception {
    ingest();
    Piece piece = put(Tasks.COARSE.whole(), 1, 0.1f);
    byte[] altered = objects.get(piece.delta());
    altered[5000] ^= 1;
    objects.put(piece.delta(), altered);
    Result.DeltaDamaged damage = (Result.DeltaDamaged) scheduler.ask(tasks.reassemble(piece));
    assertThat(damage.delta()).isEqualTo(piece.delta());
    assertThat(damage.problem().code()).isEqualTo(ProblemCode.STORAGE_FAILED);
    assertThat(damage.problem().detail()).contains(piece.delta(), piece.sha256());
    assertThat(objects.list(ObjectKeys.canvas(dream, Tasks.INCARNATION, 0, 1) + "c/")).isEmpty();
  }

  @Test
  void missingDeltaIsToldByItsName() throws Exception {
    ingest();
    Piece piece = put(Tasks.COARSE.whole(), 1, 0.1f);
    objects.delete(piece.delta());
    Result.DeltaDamaged damage = (Result.DeltaDamaged) scheduler.ask(tasks.reassemble(piece));
    assertThat(damage.delta()).isEqualTo(piece.delta());
    assertThat(damage.by()).startsWith("storage-");
  }

  @Test
  void whatHasBeenDeletedIsNotGoneOnWithThoughItIsRemembered() throws Exception {
    ingest();
    String source = ObjectKeys.source(dream, Tasks.INCARNATION, 1);
    StorageTask.Export export =
        new StorageTask.Export(
            tasks.id(TaskId.Kind.EXPORT),
            source,
            Tasks.FINE,
            ObjectKeys.image(dream),
            source,
            null,
            Finish.NONE.checked(Limits.DEFAULTS),
            ObjectKeys.preview(dream, Tasks.INCARNATION, 1));
    objects.deletePrefix(source);

    Result.TaskFailed failed = (Result.TaskFailed) scheduler.ask(export);

    assertThat(failed.problem().detail()).contains(source);
    assertThat(failed.retryable()).isTrue();
    assertThat(objects.find(ObjectKeys.image(dream))).isEmpty();
    assertThat(objects.find(ObjectKeys.preview(dream, Tasks.INCARNATION, 1))).isEmpty();
  }

  @Test
  void garbageIsNoPicture() {
    objects.put(ObjectKeys.upload(dream), "not a picture".getBytes(StandardCharsets.UTF_8));
    Result.TaskFailed failed = (Result.TaskFailed) scheduler.ask(tasks.ingest());
    assertThat(failed.problem().code()).isEqualTo(ProblemCode.NOT_A_PICTURE);
    assertThat(failed.retryable()).isFalse();
    assertThat(failed.by()).startsWith("storage-");
  }

  @Test
  void webpIsReadThoughJavaItselfCannot() {
    objects.put(ObjectKeys.upload(dream), Pictures.WEBP);
    Size pixel = new Size(1, 1);
    assertThat(scheduler.ask(tasks.ingest()))
        .isEqualTo(new Result.Ingested(tasks.ingest().id(), List.of(pixel, pixel), null));
    assertThat(canvas(ObjectKeys.source(dream, Tasks.INCARNATION, 1), pixel).values())
        .containsExactly(1, 0, 0);
  }

  @Test
  void unreadableMessageIsADeadLetterAndTheNextOneIsDone() throws Exception {
    scheduler.send(dream, "{not json".getBytes(StandardCharsets.UTF_8));
    DeadLetter letter = scheduler.deadLetter(dream);
    assertThat(letter.topic()).isEqualTo("dream.storage");
    assertThat(letter.problem().code()).isEqualTo(ProblemCode.INVALID_MESSAGE);
    assertThat(letter.message().asText()).isEqualTo("{not json");
    // Escaped, a NUL is six times as long: such a letter would be more than a broker takes.
    scheduler.send(dream, new byte[900_000]);
    assertThat(scheduler.deadLetter(dream).length()).isEqualTo(900_000);
    ingest();
  }

  @Test
  void deletedDreamLeavesNothing() throws Exception {
    ingest();
    assertThat(objects.list(ObjectKeys.dream(dream))).hasSizeGreaterThan(3);
    scheduler.ask(new StorageTask.Delete(tasks.id(TaskId.Kind.DELETE)));
    assertThat(objects.list(ObjectKeys.dream(dream))).isEmpty();
  }

  @Test
  void serviceIsReadyAndCountsItsTasks() throws Exception {
    ingest();
    RestAssured.get("/q/health/ready").then().statusCode(200);
    RestAssured.get("/q/metrics")
        .then()
        .body(Matchers.containsString("oneiros_storage_task_seconds_count{operation=\"ingest\""));
  }

  /** A camera held upright: stored lying on its side, 200 x 300. */
  private void ingest() throws Exception {
    BufferedImage stored = new BufferedImage(200, 300, BufferedImage.TYPE_INT_RGB);
    BufferedImage upright = Pictures.gradient(300, 200, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 200; x++) {
        // Orientation 6: a viewer turns what is stored clockwise by a quarter.
        stored.setRGB(x, y, upright.getRGB(299 - y, x));
      }
    }
    byte[] jpeg = Pictures.withOrientation(Pictures.encode(stored, "jpeg"), 6);
    objects.put(ObjectKeys.upload(dream), jpeg, "image/jpeg");
    assertThat(scheduler.ask(tasks.ingest()))
        .isEqualTo(
            new Result.Ingested(tasks.ingest().id(), List.of(Tasks.COARSE, Tasks.FINE), null));
  }

  private Piece put(Rect core, int index, float value) throws Exception {
    Rect keep = core.grown(Tasks.FEATHER / 2, Tasks.COARSE);
    Planes delta = Planes.of(keep.width(), keep.height());
    Arrays.fill(delta.values(), value);
    String key =
        ObjectKeys.delta(
            new TaskId(dream, Tasks.INCARNATION, 0, 0, TaskId.Kind.TILE, core.x(), index));
    objects.put(key, delta.toBytes());
    return new Piece(core, keep, key, sha256(delta.toBytes()));
  }

  private void reassemble(Piece... pieces) {
    StorageTask.Reassemble task = tasks.reassemble(pieces);
    assertThat(scheduler.ask(task)).isEqualTo(new Result.Stored(task.id()));
    assertThat(canvases.size(task.output())).isEqualTo(Tasks.COARSE);
  }

  private Planes reinject() {
    StorageTask.Reinject task = tasks.reinject();
    assertThat(scheduler.ask(task)).isEqualTo(new Result.Stored(task.id(), task.preview()));
    String preview = ObjectKeys.preview(dream, Tasks.INCARNATION, 0);
    assertThat(task.preview()).isEqualTo(preview);
    assertThat(objects.exists(preview)).as("it is there when it is told").isTrue();
    return canvas(task.output(), Tasks.FINE);
  }

  private static void shows(byte[] png, Planes canvas) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(canvas.width());
    assertThat(image.getHeight()).isEqualTo(canvas.height());
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        int rgb = 0xFF000000;
        for (int c = 0; c < 3; c++) {
          rgb |= (int) Math.floor(canvas.get(c, x, y) * 255.0 + 0.5) << 16 - 8 * c;
        }
        assertThat(image.getRGB(x, y)).isEqualTo(rgb);
      }
    }
  }

  private byte[] exported(Result.Exported result) throws Exception {
    byte[] png = objects.get(result.image());
    assertThat(result.image()).isEqualTo(ObjectKeys.image(dream));
    assertThat(result.bytes()).isEqualTo(png.length);
    assertThat(result.sha256()).isEqualTo(sha256(png));
    assertThat(result.preview()).isEqualTo(ObjectKeys.preview(dream, Tasks.INCARNATION, 1));
    return png;
  }

  private Planes canvas(String prefix, Size size) {
    return canvases.readRegion(prefix, size, size.whole());
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
