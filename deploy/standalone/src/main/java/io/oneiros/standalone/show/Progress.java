package io.oneiros.standalone.show;

import io.oneiros.contract.DreamSnapshot;

/**
 * A snapshot in words and as a share of the work.
 *
 * @param text such as {@code octave 2/4, tile 3/12, step 4/10}
 * @param done pixel-steps done, never more than {@code total}
 * @param total pixel-steps of the whole dream; 1 until the picture is read
 */
record Progress(String text, long done, long total) {
  static Progress of(DreamSnapshot snapshot) {
    DreamSnapshot.Progress work = snapshot.progress();
    long total = Math.max(1, work.pixelStepsTotal());
    return new Progress(text(snapshot), Math.min(work.pixelSteps(), total), total);
  }

  private static String text(DreamSnapshot snapshot) {
    DreamSnapshot.Progress work = snapshot.progress();
    return switch (snapshot.status()) {
      case ACCEPTED -> "reading the picture";
      case RUNNING ->
          snapshot.octaveSeconds().size() == snapshot.recipe().octaves()
              ? "writing the picture"
              : "octave %d/%d, tile %d/%d, step %d/%d"
                  .formatted(
                      snapshot.octave() + 1,
                      snapshot.recipe().octaves(),
                      work.tilesDone(),
                      work.tilesTotal(),
                      work.stepsDone(),
                      work.stepsTotal());
      case COMPLETED -> "done";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }
}
