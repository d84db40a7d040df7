package io.oneiros.contract;

import java.time.Instant;
import java.util.List;

/**
 * Topic {@code dream.jobs}, compacted: how a dream stands, for whoever wants to show it. A null
 * value on the topic means that the dream is forgotten.
 *
 * @param sequence grows with every snapshot of the dream
 * @param recipe null where the spec was refused
 * @param size of the picture, null until it is read
 * @param octave the one being dreamed, from 0
 * @param progress of tiles and steps
 * @param octaveSeconds how long each finished octave took
 * @param preview object key of the newest octave's preview; null until there is one, and once what
 *     the dream keeps is to be deleted
 * @param image object key of the result, null until {@code COMPLETED}
 * @param outcome what came of it, null until {@code COMPLETED}
 * @param problem why it failed, null unless {@code FAILED}
 * @param deleting whether what it keeps in the object store is being deleted; once that is done, it
 *     is forgotten, unless this had stopped it
 * @param terms on which it is computed
 */
public record DreamSnapshot(
    String id,
    long sequence,
    DreamStatus status,
    @Nullable Recipe recipe,
    @Nullable Size size,
    int octave,
    Progress progress,
    List<Double> octaveSeconds,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String preview,
    @Nullable String image,
    @Nullable Outcome outcome,
    @Nullable Problem problem,
    boolean deleting,
    Terms terms) {
  public DreamSnapshot {
    // Snapshots of an older scheduler say nothing of them.
    terms = terms == null ? Terms.of("") : terms;
    octaveSeconds = List.copyOf(octaveSeconds);
  }

  /** Whether it has what every snapshot has: anybody may write one. */
  public boolean whole() {
    return id != null
        && status != null
        && progress != null
        && createdAt != null
        && updatedAt != null;
  }

  /** Size of what it dreams: the finest octave's. Only where {@code size} is known. */
  public Size dreamed() {
    List<Size> sizes = recipe.sizes(size);
    return sizes.get(sizes.size() - 1);
  }

  /**
   * Tells the dream from an earlier or later one with its id, {@link TaskId#incarnation}: made of
   * the time of birth, for no two dreams have both in common.
   */
  public String incarnation() {
    return Long.toString(createdAt.toEpochMilli(), Character.MAX_RADIX);
  }

  /** The same dream, about to be deleted. */
  public DreamSnapshot asDeleting() {
    return new DreamSnapshot(
        id,
        sequence,
        status,
        recipe,
        size,
        octave,
        progress,
        octaveSeconds,
        createdAt,
        updatedAt,
        preview,
        image,
        outcome,
        problem,
        true,
        terms);
  }

  /**
   * @param tilesDone tile tasks accepted, of {@code tilesTotal} in the whole dream
   * @param stepsDone gradient steps of the current octave, of {@code stepsTotal}
   * @param pixelSteps picture pixels times gradient steps done so far
   * @param pixelStepsTotal the same for the whole dream: the measure of work, for "time left"
   * @param attempts tile tasks dispatched, repeats included
   */
  public record Progress(
      int tilesDone,
      int tilesTotal,
      int stepsDone,
      int stepsTotal,
      long pixelSteps,
      long pixelStepsTotal,
      int attempts) {
    public static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0, 0);
  }
}
