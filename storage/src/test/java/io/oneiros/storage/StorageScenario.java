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
  private static final Size COARSE = new Size(214, 143);
  private static final Size FINE = new Size(300, 200);
  private static final Rect LEFT = new Rect(0, 0, 100, 143);
  private static final Rect RIGHT = new Rect(100, 0, 114, 143);
  private static final int FEATHER = 32;
  private static final String INCARNATION = "k3";

  @Inject ObjectStore objects;
  @Inject CanvasStore canvases;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private Conversation scheduler;
  private String dream;

  @BeforeEach
  void begin(TestInfo test) {
    dream = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    scheduler = new Conversation(servers, dream);
  }

  @AfterEach
  void end() {
    scheduler.close();
  }

  @Test
  void dreamGoesFromUploadToPicture() throws Exception {
    ingest();
    Planes source = canvas(ObjectKeys.source(dream, INCARNATION, 0), COARSE);
    Planes upright = canvas(ObjectKeys.source(dream, INCARNATION, 1), FINE);
    assertThat(upright.get(0, 299, 10)).as("red grows to the right").isGreaterThan(0.9f);
    assertThat(upright.get(1, 10, 199)).as("green grows downwards").isGreaterThan(0.9f);

    reassemble(put(LEFT, 1, 0.1f), put(RIGHT, 1, -0.2f));
    Planes dreamed = canvas(ObjectKeys.canvas(dream, INCARNATION, 0, 1), COARSE);
    assertThat(dreamed.get(0, 50, 70)).isEqualTo(source.get(0, 50, 70) + 0.1f, within(1e-6f));
    assertThat(dreamed.get(2, 100, 70))
        .as("half a pixel right of the cut")
        .isEqualTo(source.get(2, 100, 70) - 0.2f + 0.3f * 15.5f / 32, within(1e-6f));
    assertThat(dreamed.get(0, 0, 0)).isBetween(0.1f, 0.11f);
    assertThat(dreamed.get(0, 213, 0)).isEqualTo(source.get(0, 213, 0) - 0.2f, within(1e-6f));

    Planes carried = reinject();
    Planes detail = Planes.of(COARSE.width(), COARSE.height());
    for (int i = 0; i < detail.values().length; i++) {
      detail.values()[i] = dreamed.values()[i] - source.values()[i];
    }
    Planes enlarged = new Resample(COARSE, FINE, FINE.whole()).of(Rows.of(detail, 0, 0));
    for (int i = 0; i < carried.values().length; i++) {
      float sum = upright.values()[i] + enlarged.values()[i];
      assertThat(carried.values()[i]).isEqualTo(Math.min(1, Math.max(0, sum)));
    }

    export(carried);
  }

  @Test
  void alteredDeltaIsToldByItsNameAndNothingIsWritten() throws Exception {
    ingest();
    Piece piece = put(COARSE.whole(), 1, 0.1f);
    byte[] altered = objects.get(piece.delta());
    altered[5000] ^= 1;
    objects.put(piece.delta(), altered);
    Result.DeltaDamaged damage = (Result.DeltaDamaged) scheduler.ask(reassembleTask(piece));
    assertThat(damage.delta()).isEqualTo(piece.delta());
    assertThat(damage.problem().code()).isEqualTo(ProblemCode.STORAGE_FAILED);
    assertThat(damage.problem().detail()).contains(piece.delta(), piece.sha256());
    assertThat(objects.list(ObjectKeys.canvas(dream, INCARNATION, 0, 1) + "c/")).isEmpty();
  }

  @Test
  void missingDeltaIsToldByItsName() throws Exception {
    ingest();
    Piece piece = put(COARSE.whole(), 1, 0.1f);
    objects.delete(piece.delta());
    Result.DeltaDamaged damage = (Result.DeltaDamaged) scheduler.ask(reassembleTask(piece));
    assertThat(damage.delta()).isEqualTo(piece.delta());
    assertThat(damage.by()).startsWith("storage-");
  }

  @Test
  void whatHasBeenDeletedIsNotGoneOnWithThoughItIsRemembered() throws Exception {
    ingest();
    String source = ObjectKeys.source(dream, INCARNATION, 1);
    StorageTask.Export export =
        new StorageTask.Export(
            task(TaskId.Kind.EXPORT),
            source,
            FINE,
            ObjectKeys.image(dream),
            source,
            null,
            Finish.NONE.checked(Limits.DEFAULTS));
    objects.deletePrefix(source);

    Result.TaskFailed failed = (Result.TaskFailed) scheduler.ask(export);

    assertThat(failed.problem().detail()).contains(source);
    assertThat(failed.retryable()).isTrue();
    assertThat(objects.find(ObjectKeys.image(dream))).isEmpty();
  }

  @Test
  void garbageIsNoPicture() {
    objects.put(ObjectKeys.upload(dream), "not a picture".getBytes(StandardCharsets.UTF_8));
    Result.TaskFailed failed = (Result.TaskFailed) scheduler.ask(ingestTask());
    assertThat(failed.problem().code()).isEqualTo(ProblemCode.NOT_A_PICTURE);
    assertThat(failed.retryable()).isFalse();
    assertThat(failed.by()).startsWith("storage-");
  }

  @Test
  void webpIsReadThoughJavaItselfCannot() {
    objects.put(ObjectKeys.upload(dream), Pictures.WEBP);
    Size pixel = new Size(1, 1);
    assertThat(scheduler.ask(ingestTask()))
        .isEqualTo(new Result.Ingested(ingestTask().id(), List.of(pixel, pixel), null));
    assertThat(canvas(ObjectKeys.source(dream, INCARNATION, 1), pixel).values())
        .containsExactly(1, 0, 0);
  }

  @Test
  void unreadableMessageIsADeadLetterAndTheNextOneIsDone() throws Exception {
    scheduler.send(dream, "{not json".getBytes(StandardCharsets.UTF_8));
    DeadLetter letter = scheduler.deadLetter(dream);
    assertThat(letter.topic()).isEqualTo("dream.storage");
    assertThat(letter.message().asText()).isEqualTo("{not json");
    ingest();
  }

  @Test
  void deletedDreamLeavesNothing() throws Exception {
    ingest();
    assertThat(objects.list(ObjectKeys.dream(dream))).hasSizeGreaterThan(3);
    scheduler.ask(new StorageTask.Delete(task(TaskId.Kind.DELETE)));
    assertThat(objects.list(ObjectKeys.dream(dream))).isEmpty();
  }

  @Test
  void serviceIsReadyAndCountsItsTasks() throws Exception {
    ingest();
    RestAssured.get("/q/health/ready").then().statusCode(200);
    RestAssured.get("/q/metrics")
        .then()
        .body(Matchers.containsString("oneiros_storage_tasks_seconds_count{kind=\"ingest\""));
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
    assertThat(scheduler.ask(ingestTask()))
        .isEqualTo(new Result.Ingested(ingestTask().id(), List.of(COARSE, FINE), null));
  }

  private StorageTask.Ingest ingestTask() {
    return new StorageTask.Ingest(
        task(TaskId.Kind.INGEST), ObjectKeys.upload(dream), null, null, Recipes.of(""));
  }

  private Piece put(Rect core, int index, float value) throws Exception {
    Rect keep = core.grown(FEATHER / 2, COARSE);
    Planes delta = Planes.of(keep.width(), keep.height());
    Arrays.fill(delta.values(), value);
    String key =
        ObjectKeys.delta(new TaskId(dream, INCARNATION, 0, 0, TaskId.Kind.TILE, core.x(), index));
    objects.put(key, delta.toBytes());
    return new Piece(core, keep, key, sha256(delta.toBytes()));
  }

  private void reassemble(Piece... pieces) {
    StorageTask.Reassemble task = reassembleTask(pieces);
    assertThat(scheduler.ask(task)).isEqualTo(new Result.Stored(task.id()));
    assertThat(canvases.size(task.output())).isEqualTo(COARSE);
  }

  private StorageTask.Reassemble reassembleTask(Piece... pieces) {
    return new StorageTask.Reassemble(
        task(TaskId.Kind.REASSEMBLE),
        ObjectKeys.canvas(dream, INCARNATION, 0, 0),
        ObjectKeys.canvas(dream, INCARNATION, 0, 1),
        COARSE,
        COARSE.whole(),
        1,
        FEATHER,
        List.of(pieces));
  }

  private Planes reinject() {
    StorageTask.Reinject task =
        new StorageTask.Reinject(
            task(TaskId.Kind.REINJECT),
            ObjectKeys.canvas(dream, INCARNATION, 0, 1),
            ObjectKeys.source(dream, INCARNATION, 0),
            COARSE,
            ObjectKeys.source(dream, INCARNATION, 1),
            FINE,
            ObjectKeys.canvas(dream, INCARNATION, 1, 0),
            new Rect(0, 0, 256, 200),
            null);
    assertThat(scheduler.ask(task)).isEqualTo(new Result.Stored(task.id()));
    StorageTask.Reinject rest =
        new StorageTask.Reinject(
            task.id().withAttempt(2),
            task.canvas(),
            task.source(),
            task.from(),
            task.nextSource(),
            task.to(),
            task.output(),
            new Rect(256, 0, 44, 200),
            1.0);
    scheduler.ask(rest);
    return canvas(task.output(), FINE);
  }

  private void export(Planes canvas) throws Exception {
    byte[] png = exported((Result.Exported) scheduler.ask(exportTask(ObjectKeys.upload(dream))));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(new Size(image.getWidth(), image.getHeight())).isEqualTo(FINE);
    for (int y = 0; y < FINE.height(); y++) {
      for (int x = 0; x < FINE.width(); x++) {
        int rgb = 0xFF000000;
        for (int c = 0; c < 3; c++) {
          rgb |= (int) Math.floor(canvas.get(c, x, y) * 255.0 + 0.5) << 16 - 8 * c;
        }
        assertThat(image.getRGB(x, y)).isEqualTo(rgb);
      }
    }
  }

  private StorageTask.Export exportTask(String upload) {
    return new StorageTask.Export(
        task(TaskId.Kind.EXPORT),
        ObjectKeys.canvas(dream, INCARNATION, 1, 0),
        FINE,
        ObjectKeys.image(dream),
        ObjectKeys.source(dream, INCARNATION, 1),
        upload,
        Finish.NONE.checked(Limits.DEFAULTS));
  }

  private byte[] exported(Result.Exported result) throws Exception {
    byte[] png = objects.get(result.image());
    assertThat(result.image()).isEqualTo(ObjectKeys.image(dream));
    assertThat(result.bytes()).isEqualTo(png.length);
    assertThat(result.sha256()).isEqualTo(sha256(png));
    return png;
  }

  private Planes canvas(String prefix, Size size) {
    return canvases.readRegion(prefix, size, size.whole());
  }

  private TaskId task(TaskId.Kind kind) {
    return new TaskId(dream, INCARNATION, 0, 0, kind, 0, 1);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
