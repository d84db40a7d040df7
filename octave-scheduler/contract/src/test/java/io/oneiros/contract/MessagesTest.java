package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Finish;
import io.oneiros.contract.spec.Priority;
import io.oneiros.contract.spec.Regularise;
import io.oneiros.contract.spec.Start;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  private static final TaskId TILE = new TaskId("d1", "k3", 2, 3, TaskId.Kind.TILE, 7, 1);
  private static final Rect RECT = new Rect(1, 2, 3, 4);

  @Test
  void everyMessageSurvivesTheTripExactly() {
    Recipe recipe =
        new Recipe(
            "m",
            "s",
            List.of(new LayerWeight("l", 0.1)),
            16,
            159,
            75,
            4,
            1.4,
            List.of(300, 512, 640, 800),
            List.of(10),
            List.of(1.5, 2.0, 1.0, 0.5),
            32,
            1024,
            64,
            TilingMode.EXACT,
            -1,
            new Ascent(
                Ascent.Norm.RMS, 3, Ascent.Optimiser.ADAM, 0.5, 1.0, 2.0, 1.1, 5.0, true, 12, 7.5),
            new Regularise(1.0, 1.5, 2.0, 3.0, 6.0, 0.1, 0.5, 4, 20.0, 30.0, 0.01, -2.0, 2.5),
            new Start(Start.From.NOISE, 640, 480, Start.Parametrisation.GENERATOR, 9, "gen"),
            new Finish(0.5, 0.2, true, false),
            new GeneratorFacts("gen", "t", 100, 64, 48));
    trip(
        Request.class,
        new Request.DreamRequested(
            "d1", DreamSpec.DEFAULTS, "k", "g", null, Instant.EPOCH, "acme"));
    trip(Request.class, new Request.DreamCancelled("d1", Instant.EPOCH));
    trip(
        TileTask.class,
        new TileTask(
            TILE,
            "m",
            "s",
            recipe.layers(),
            "c",
            new Size(9, 8),
            RECT,
            RECT,
            64,
            32,
            List.of(new Shift(-3, 4)),
            1.5,
            Normalisation.TRACKED,
            Math.PI / 3,
            0.5,
            recipe.ascent(),
            recipe.regularise(),
            Start.Parametrisation.GENERATOR,
            9,
            recipe.generator(),
            new TileTask.Scene("p", null, new TileTask.Still("g", new Size(5, 6)), null),
            11,
            new Size(640, 640),
            "o"));
    trip(StorageTask.class, new StorageTask.Ingest(TILE, "k", null, "m", recipe));
    trip(
        StorageTask.class,
        new StorageTask.Reassemble(
            TILE,
            "c",
            "o",
            new Size(9, 8),
            RECT,
            1 / 3.0,
            32,
            List.of(new StorageTask.Piece(RECT, RECT, "d", "h"))));
    trip(
        StorageTask.class,
        new StorageTask.Reinject(
            TILE, "c", "s", new Size(3, 3), "n", new Size(4, 4), "o", RECT, 0.8));
    trip(
        StorageTask.class,
        new StorageTask.Export(
            TILE, "c", new Size(3, 3), "o", "s", "u", new Finish(0.5, 0.0, true, false)));
    trip(StorageTask.class, new StorageTask.Delete(TILE));
    trip(
        Result.class,
        new Result.TileDreamed(
            TILE,
            "w",
            "d",
            "h",
            List.of(new StepStatistics(1e-30, Math.E, -0.5, 5)),
            0.25,
            "cpu",
            "cpu-x"));
    trip(Result.class, new Result.Ingested(TILE, List.of(new Size(1, 2)), new Size(3, 4)));
    trip(Result.class, new Result.Stored(TILE));
    trip(Result.class, new Result.Exported(TILE, "i", 5, "h", 12.5));
    trip(
        Result.class,
        new Result.TaskFailed(TILE, "w", Problem.of(ProblemCode.NOT_A_PICTURE, "no"), true));
    trip(
        Result.class,
        new Result.DeltaDamaged(TILE, "s", "k", Problem.of(ProblemCode.STORAGE_FAILED, "no")));
    trip(Result.class, new Result.WorkerHeartbeat("w", 2, List.of(TILE), "cpu", List.of("m")));
    trip(Result.class, new Result.StorageHeartbeat("s", 3, List.of(TILE)));
    trip(
        DreamSnapshot.class,
        new DreamSnapshot(
            "d1",
            1,
            DreamStatus.RUNNING,
            recipe,
            new Size(1, 1),
            0,
            DreamSnapshot.Progress.NONE,
            List.of(0.5),
            Instant.EPOCH,
            Instant.EPOCH,
            "i",
            new Outcome("h", 12.5, List.of("cpu-float32"), "1"),
            null,
            true,
            new Terms("acme", Priority.HIGH, Terms.ANY)));
    trip(DreamEvent.class, new DreamEvent.Cancelled("d1", "k3"));
    trip(DreamEvent.class, new DreamEvent.OctaveCompleted("d1", 0, 4, new Size(1, 1), 2.5, "c"));
  }

  @Test
  void recipesAndSpecsOfAnOlderVersionAreStillRead() {
    String spec = "{'iterations':10,'step':1.5,'layers':[{'name':'a','weight':2}]}";
    assertThat(read(DreamSpec.class, spec).iterations()).containsExactly(10);
    assertThat(read(DreamSpec.class, spec).step()).containsExactly(1.5);

    String recipe =
        "{'model':'m','modelSha256':'s','layers':[{'name':'a','weight':1,'measure':'l2'}],'octaves':2,'octaveScale':1.4,'iterations':10,'step':1.5,'mode':'fast'}";
    Recipe read = read(Recipe.class, recipe);
    assertThat(read.iterations(1)).isEqualTo(10);
    assertThat(read.ascent()).isEqualTo(Ascent.NONE.checked(Limits.DEFAULTS));
    assertThat(read.finish().strength()).isEqualTo(1);
  }

  @Test
  void snapshotsAndHeartbeatsOfAnOlderVersionAreStillRead() {
    String shown = "{'id':'d1','status':'running','octaveSeconds':[]}";
    assertThat(read(DreamSnapshot.class, shown).terms())
        .isEqualTo(new Terms("", Priority.NORMAL, Terms.SAME));
    String beat = "{'type':'worker-heartbeat','worker':'w','slots':2,'busy':[],'device':'cpu'}";
    assertThat(((Result.WorkerHeartbeat) read(Result.class, beat)).models()).isEmpty();
  }

  private static <T> T read(Class<T> type, String json) {
    return Json.read(type, json.replace('\'', '"').getBytes());
  }

  @Test
  void fieldsOfANewerWriterAreIgnored() {
    String newer = "{'type':'stored','task':'d1/k3/o2/r3/tile/7/a1','colour':'blue'}";

    Result read = Json.read(Result.class, newer.replace('\'', '"').getBytes());

    assertThat(read).isEqualTo(new Result.Stored(TILE));
  }

  @Test
  void taskIdIsReadableAndComparesWorkAcrossAttempts() {
    assertThat(TILE).hasToString("d1/k3/o2/r3/tile/7/a1");
    assertThat(TaskId.of("d1/k3/o2/r3/tile/7/a1")).isEqualTo(TILE);
    assertThat(TILE.withAttempt(9).sameWork(TILE)).isTrue();
    assertThat(new TaskId("d1", "k3", 2, 3, TaskId.Kind.TILE, 8, 1).sameWork(TILE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "a/b", "A", "-a", "a b", "a.b"})
  void idThatCouldEscapeItsPrefixIsNoDreamId(String id) {
    assertThat(ObjectKeys.isDreamId(id)).isFalse();
    assertThatThrownBy(() -> ObjectKeys.upload(id)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "a/b", "A", "-a", "a b", "a.b"})
  void kindThatCouldEscapeItsTopicIsNone(String kind) {
    assertThatThrownBy(() -> Topics.tiles(kind)).hasMessageContaining("not a kind");
    assertThat(Topics.tiles("cpu-x-float32").name()).isEqualTo("dream.tiles.cpu-x-float32");
  }

  @Test
  void deltaNamesTheAttempt() {
    assertThat(ObjectKeys.delta(TILE.withAttempt(2))).isEqualTo("dreams/d1/k3/o2/r3/t7-a2");
  }

  @Test
  void octaveSizesFollowTheNotebook() {
    assertThat(Octaves.sizes(new Size(1024, 575), 4, 1.4))
        .containsExactly(
            new Size(373, 210), new Size(522, 294), new Size(731, 411), new Size(1024, 575));
  }

  private static <T> void trip(Class<T> declared, T message) {
    assertThat(Json.read(declared, Json.write(declared, message))).isEqualTo(message);
  }
}
