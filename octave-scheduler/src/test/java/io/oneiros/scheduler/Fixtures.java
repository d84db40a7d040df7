package io.oneiros.scheduler;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.TilingMode;
import io.oneiros.scheduler.job.DreamState;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Dreams to test with, of a network that exists by its facts only. */
public final class Fixtures {
  public static final ModelCatalog FACTS =
      (model, layers) -> {
        if (model != null && !model.equals("net")) {
          throw new ProblemException(ProblemCode.UNKNOWN_MODEL, "No model '" + model + "'.");
        }
        return new ModelFacts(
            "net",
            "ab12",
            layers.isEmpty() ? List.of("deep") : layers,
            Collections.nCopies(Math.max(1, layers.size()), 64),
            16,
            127,
            32);
      };

  public static final SpecCheck CHECK = new SpecCheck(Limits.DEFAULTS, FACTS);

  public static final String VERSION = "test";

  private Fixtures() {}

  public static DreamSpec spec(TilingMode mode, int octaves, int iterations, int tile) {
    return spec(mode, octaves, iterations, tile, null);
  }

  /**
   * @param halo in pixels, or null for the default
   */
  public static DreamSpec spec(
      TilingMode mode, int octaves, int iterations, int tile, Integer halo) {
    Map<String, Object> spec =
        new HashMap<>(
            Map.of(
                "model",
                "net",
                "layers",
                List.of(new LayerWeight("deep", 1.0)),
                "octaves",
                octaves,
                "octaveScale",
                1.4,
                "iterations",
                iterations,
                "tile",
                tile,
                "mode",
                mode,
                "seed",
                42));
    spec.put("halo", halo);
    return Json.MAPPER.convertValue(spec, DreamSpec.class);
  }

  /** All that matters to who measures it. */
  static DreamState dream(DreamStatus status, int octave, int round) {
    DreamSnapshot shown =
        new DreamSnapshot(
            "d",
            1,
            status,
            null,
            null,
            octave,
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
    return new DreamState(
        shown, null, null, null, null, null, null, List.of(), round, null, List.of(), List.of(),
        List.of(), List.of(), null, null, false, null);
  }

  public static Recipe recipe(TilingMode mode, int octaves, int iterations, int tile) {
    return CHECK.resolve(spec(mode, octaves, iterations, tile));
  }
}
