package io.oneiros.gateway.board;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSnapshot.Progress;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Outcome;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.Terms;
import java.time.Instant;
import java.util.List;

/** Snapshots as a scheduler would publish them. */
public final class Snapshots {
  private static final Recipe RECIPE =
      new SpecCheck(
              Limits.DEFAULTS,
              (model, layers) ->
                  new ModelFacts(
                      "inception_v3", "6aec", List.of("mixed3"), List.of(768), 16, 159, 75))
          .resolve(Json.read(DreamSpec.class, "{\"finish\":{\"deepZoom\":true}}".getBytes()));
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private Snapshots() {}

  public static DreamSnapshot of(String id, long sequence, DreamStatus status) {
    return of(id, sequence, status, START);
  }

  public static DreamSnapshot of(String id, long sequence, DreamStatus status, Instant createdAt) {
    return of(id, sequence, status, createdAt, null);
  }

  /**
   * @param preview its object key
   */
  public static DreamSnapshot of(
      String id, long sequence, DreamStatus status, Instant createdAt, String preview) {
    return new DreamSnapshot(
        id,
        sequence,
        status,
        RECIPE,
        new Size(320, 240),
        1,
        new Progress((int) sequence, 9, 0, 10, 0, 100, 9),
        List.of(0.5),
        createdAt,
        createdAt.plusSeconds(sequence),
        preview,
        status == DreamStatus.COMPLETED ? ObjectKeys.image(id) : null,
        status == DreamStatus.COMPLETED
            ? new Outcome("0123abcd", 12.5, List.of("cpu-float32"), "0.1.0")
            : null,
        status == DreamStatus.FAILED
            ? Problem.of(ProblemCode.TILE_FAILED, "Tile 3 failed three times.")
            : null,
        false,
        Terms.of(""));
  }
}
