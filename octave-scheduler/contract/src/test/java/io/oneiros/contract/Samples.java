package io.oneiros.contract;

import com.fasterxml.jackson.databind.node.TextNode;
import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Finish;
import io.oneiros.contract.spec.Priority;
import io.oneiros.contract.spec.Regularise;
import io.oneiros.contract.spec.Start;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** At least one of every message there is, with all that it can say. */
public final class Samples {
  /** Each with what its topic carries. */
  public static final Map<Object, Class<?>> ALL = new LinkedHashMap<>();

  private static final TaskId TILE = new TaskId("d1", "k3", 2, 3, TaskId.Kind.TILE, 7, 1);
  private static final Rect RECT = new Rect(1, 2, 3, 4);
  private static final Problem PROBLEM =
      new Problem(ProblemCode.TOO_MANY_PIXELS, "no", "oneiros.limits.max-pixels");
  private static final Recipe RECIPE =
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

  private static final DreamSpec SPEC = RECIPE.spec("any");

  private Samples() {}

  static {
    put(
        Request.class,
        new Request.DreamRequested(
            "d1", SPEC, "k", "g", null, Instant.EPOCH, "acme", "https://example.org/told"));
    put(Request.class, new Request.DreamCancelled("d1", Instant.EPOCH));
    put(
        TileTask.class,
        new TileTask(
            TILE,
            "m",
            "s",
            RECIPE.layers(),
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
            RECIPE.ascent(),
            RECIPE.regularise(),
            Start.Parametrisation.GENERATOR,
            9,
            RECIPE.generator(),
            new TileTask.Scene("p", null, new TileTask.Still("g", new Size(5, 6)), null),
            11,
            new Size(640, 640),
            "o"));
    put(StorageTask.class, new StorageTask.Ingest(TILE, "k", null, "m", RECIPE));
    put(
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
    put(
        StorageTask.class,
        new StorageTask.Reinject(
            TILE, "c", "s", new Size(3, 3), "n", new Size(4, 4), "o", RECT, 0.8, "p"));
    put(
        StorageTask.class,
        new StorageTask.Export(
            TILE, "c", new Size(3, 3), "o", "s", "u", new Finish(0.5, 0.0, true, false), "p"));
    put(StorageTask.class, new StorageTask.Delete(TILE));
    put(
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
    put(Result.class, new Result.Ingested(TILE, List.of(new Size(1, 2)), new Size(3, 4)));
    put(Result.class, new Result.Stored(TILE));
    put(Result.class, new Result.Stored(TILE, "p"));
    put(Result.class, new Result.Exported(TILE, "i", 5, "h", 12.5, "p"));
    put(
        Result.class,
        new Result.TaskFailed(TILE, "w", Problem.of(ProblemCode.NOT_A_PICTURE, "no"), true));
    put(
        Result.class,
        new Result.DeltaDamaged(TILE, "s", "k", Problem.of(ProblemCode.STORAGE_FAILED, "no")));
    put(Result.class, new Result.WorkerHeartbeat("w", 2, List.of(TILE), "cpu", List.of("m")));
    put(Result.class, new Result.StorageHeartbeat("s", 3, List.of(TILE)));
    put(
        DreamSnapshot.class,
        new DreamSnapshot(
            "d1",
            1,
            DreamStatus.RUNNING,
            RECIPE,
            new Size(1, 1),
            0,
            DreamSnapshot.Progress.NONE,
            List.of(0.5),
            Instant.EPOCH,
            Instant.EPOCH,
            "p",
            "i",
            new Outcome("h", 12.5, List.of("cpu-float32"), "1"),
            null,
            true,
            new Terms("acme", Priority.HIGH, Terms.ANY)));
    put(DreamEvent.class, new DreamEvent.Cancelled("d1", "k3"));
    put(
        DreamEvent.class,
        new DreamEvent.OctaveCompleted("d1", 0, 4, new Size(1, 1), 2.5, "c", "p"));
    put(Request.class, new Request.DreamRetried("d1", "k3", Instant.EPOCH));
    put(StorageTask.class, new StorageTask.Discard(TILE, "dreams/d1/k3/"));
    put(DreamEvent.class, new DreamEvent.Accepted("d1", RECIPE));
    put(DreamEvent.class, new DreamEvent.Started("d1", new Size(1, 1)));
    put(DreamEvent.class, new DreamEvent.Completed("d1", "i", "h", 2.5));
    put(DreamEvent.class, new DreamEvent.Failed("d1", "k3", PROBLEM));
    put(
        DeadLetter.class,
        new DeadLetter("dream.requests", new TextNode("?"), "octave-scheduler", PROBLEM, 300_000));
    // The least that can be said.
    put(Request.class, new Request.DreamRequested("d2", null, null, null, null, null));
    put(Request.class, new Request.DreamCancelled("d2", null));
    put(
        DreamEvent.class,
        new DreamEvent.OctaveCompleted("d2", 0, 4, new Size(1, 1), 2.5, "c", null));
    put(Result.class, new Result.Exported(TILE, "i", 5, "h", 12.5, null));
    put(DreamSnapshot.class, Samples.begun());
  }

  private static DreamSnapshot begun() {
    return new DreamSnapshot(
        "d2",
        0,
        DreamStatus.ACCEPTED,
        null,
        null,
        0,
        DreamSnapshot.Progress.NONE,
        List.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        false,
        null);
  }

  private static <T> void put(Class<T> declared, T message) {
    ALL.put(message, declared);
  }
}
