package io.oneiros.contract;

import java.util.regex.Pattern;

/**
 * Names of everything a dream keeps in the object store, made from validated ids only. Networks
 * that users have sent along lie under {@code models/}, where the engine's zoo names them.
 *
 * <pre>
 * dreams/{id}/upload                              the picture as it came
 * dreams/{id}/guide, mask                         other pictures, likewise
 * dreams/{id}/{inc}/guide/                        canvas: the guide
 * dreams/{id}/{inc}/o{octave}/source/             canvas: the source at that scale
 * dreams/{id}/{inc}/o{octave}/photo/, mask/       canvas: the photo where it is not the source; the mask
 * dreams/{id}/{inc}/o{octave}/r{round}/           canvas: version {round} of the octave
 * dreams/{id}/{inc}/o{octave}/r{round}/t{i}-a{n}-{sha256}  delta of tile i, attempt n, from version {round}
 * dreams/{id}/preview/{inc}/{octave}.png          a small picture of the octave, once it is dreamed
 * dreams/{id}/image.png                           the result
 * dreams/{id}/zoom/{level}/{column}_{row}.png     a tile of it at a scale, see {@link DeepZoom}
 * </pre>
 *
 * <p>The incarnation {@code inc}, {@link TaskId#incarnation}, keeps late tasks of an earlier dream
 * with the same id from reading or writing what is this one's.
 */
public final class ObjectKeys {
  private static final Pattern DREAM_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private ObjectKeys() {}

  /** Whether this may be a dream's id: 1 to 64 of a-z, 0-9 and hyphens, no hyphen first. */
  public static boolean isDreamId(String id) {
    return id != null && DREAM_ID.matcher(id).matches();
  }

  /** Prefix of everything the dream owns. */
  public static String dream(String id) {
    if (!isDreamId(id)) {
      throw new IllegalArgumentException("not a dream id: " + id);
    }
    return "dreams/" + id + "/";
  }

  /** Prefix of all that is made on the way to the result. */
  public static String incarnation(String dream, String incarnation) {
    return dream(dream) + incarnation + "/";
  }

  public static String upload(String dream) {
    return dream(dream) + "upload";
  }

  /** The guide, as uploaded. */
  public static String guideUpload(String dream) {
    return dream(dream) + "guide";
  }

  /** The mask, as uploaded. */
  public static String maskUpload(String dream) {
    return dream(dream) + "mask";
  }

  public static String image(String dream) {
    return dream(dream) + "image.png";
  }

  /**
   * A small picture of an octave as it was when it was finished. It stays with the dream, so it
   * lies beside the incarnation's folder, not in it.
   */
  public static String preview(String dream, String incarnation, int octave) {
    return "%spreview/%s/%d.png".formatted(dream(dream), incarnation, octave);
  }

  /** A tile of the result's deep-zoom pyramid. */
  public static String zoom(String dream, int level, int column, int row) {
    return "%szoom/%d/%d_%d.png".formatted(dream(dream), level, column, row);
  }

  /** Prefix of an octave's canvases and deltas. */
  public static String octave(String dream, String incarnation, int octave) {
    return incarnation(dream, incarnation) + "o" + octave + "/";
  }

  /** Prefix of a round's deltas, and of the canvas that it reads unless that is the source. */
  public static String round(String dream, String incarnation, int octave, int round) {
    return octave(dream, incarnation, octave) + "r" + round + "/";
  }

  /** Prefix of the canvas with an octave's source. */
  public static String source(String dream, String incarnation, int octave) {
    return octave(dream, incarnation, octave) + "source/";
  }

  /** Prefix of the canvas with the photo at an octave's scale, where the dream begins elsewhere. */
  public static String photo(String dream, String incarnation, int octave) {
    return octave(dream, incarnation, octave) + "photo/";
  }

  /** Prefix of the canvas with the mask at an octave's scale. */
  public static String mask(String dream, String incarnation, int octave) {
    return octave(dream, incarnation, octave) + "mask/";
  }

  /** Prefix of the canvas with the guide. */
  public static String guide(String dream, String incarnation) {
    return incarnation(dream, incarnation) + "guide/";
  }

  /**
   * Prefix of a version of an octave's canvas. Version 0 of the coarsest octave is its source; of
   * the others it is what re-injection wrote.
   */
  public static String canvas(String dream, String incarnation, int octave, int round) {
    return octave == 0 && round == 0
        ? source(dream, incarnation, octave)
        : round(dream, incarnation, octave, round);
  }

  /**
   * What a delta's key begins with; the worker adds a hyphen and its hash. So an execution that
   * lost the race overwrites nothing, another attempt's or one of the same on another kind of
   * device.
   */
  public static String delta(TaskId task) {
    return "%st%s-a%s"
        .formatted(
            round(task.dream(), task.incarnation(), task.octave(), task.round()),
            task.index(),
            task.attempt());
  }
}
