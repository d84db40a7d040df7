package io.oneiros.gateway.problem;

import io.oneiros.contract.ProblemCode;

/** The HTTP status of each problem: the only place that knows. */
public final class ProblemStatus {
  private ProblemStatus() {}

  /** Without a default branch, so that a new code cannot be forgotten here. */
  public static int of(ProblemCode code) {
    return switch (code) {
      case TOO_MANY_PIXELS, TOO_MANY_BYTES -> 413;
      case NOT_A_PICTURE,
          INVALID_SPEC,
          INVALID_MESSAGE,
          UNKNOWN_MODEL,
          UNKNOWN_LAYER,
          NOT_A_NETWORK,
          INVALID_INPUT,
          LAYERS_OUT_OF_RANGE,
          CHANNELS_OUT_OF_RANGE,
          OCTAVES_OUT_OF_RANGE,
          OCTAVE_SCALE_OUT_OF_RANGE,
          ITERATIONS_OUT_OF_RANGE,
          STEP_OUT_OF_RANGE,
          JITTER_OUT_OF_RANGE,
          TILE_OUT_OF_RANGE,
          HALO_OUT_OF_RANGE,
          OPTION_OUT_OF_RANGE,
          UNKNOWN_PRESET,
          UNKNOWN_CLASS,
          WRONG_NETWORK_KIND,
          WHOLE_PICTURE_NEEDED,
          BATCH_NEEDED,
          GUIDE_TOO_SMALL,
          PICTURE_MISSING,
          SMALLEST_OCTAVE_TOO_SMALL,
          NOT_ENOUGH_MEMORY,
          NO_GRADIENT ->
          422;
      case UNKNOWN_DREAM, NO_DEEP_ZOOM, NO_PREVIEW, UNKNOWN_DEAD_LETTER -> 404;
      case NOT_FINISHED,
          DELETING,
          MODEL_ID_TAKEN,
          TOO_MANY_MODELS,
          NOT_REPLAYABLE,
          NOT_RETRYABLE,
          UPLOAD_GONE ->
          409;
      case DREAM_FAILED, DREAM_CANCELLED -> 410;
      case TOO_MANY_OPEN_DREAMS, TOO_MUCH_OPEN_WORK, TOO_MANY_UPLOADS, TOO_MANY_EVENTS -> 429;
      case MODEL_UNAVAILABLE, UNAVAILABLE, NO_WORKER, NO_STORAGE -> 503;
      case TILE_FAILED, STORAGE_FAILED, INTERNAL -> 500;
    };
  }
}
