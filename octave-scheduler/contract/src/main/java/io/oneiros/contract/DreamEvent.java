package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Topic {@code dream.events}: a dream's life, told to the world as CloudEvents. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DreamEvent.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = DreamEvent.Started.class, name = "started"),
  @JsonSubTypes.Type(value = DreamEvent.OctaveCompleted.class, name = "octave-completed"),
  @JsonSubTypes.Type(value = DreamEvent.Completed.class, name = "completed"),
  @JsonSubTypes.Type(value = DreamEvent.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = DreamEvent.Cancelled.class, name = "cancelled")
})
public sealed interface DreamEvent {
  String dream();

  record Accepted(String dream, Recipe recipe) implements DreamEvent {}

  record Started(String dream, Size size) implements DreamEvent {}

  /**
   * Told as soon as the octave's preview is in the object store, that of the last octave together
   * with {@link Completed}.
   *
   * @param octave from 0, of {@code octaves}
   * @param seconds that it was dreamed
   * @param canvas prefix of the octave's finished canvas, which goes when the next octave begins or
   *     the dream has ended, so it may be gone by now
   * @param preview object key of a PNG of it, which stays as long as the dream; null from storage
   *     that is older than previews
   */
  record OctaveCompleted(
      String dream,
      int octave,
      int octaves,
      Size size,
      double seconds,
      String canvas,
      @Nullable String preview)
      implements DreamEvent {}

  record Completed(String dream, String image, String sha256, double seconds)
      implements DreamEvent {}

  /**
   * @param incarnation {@link TaskId#incarnation} of the tasks that are over
   */
  record Failed(String dream, String incarnation, Problem problem) implements DreamEvent {}

  /**
   * @param incarnation {@link TaskId#incarnation} of the tasks that are over
   */
  record Cancelled(String dream, String incarnation) implements DreamEvent {}
}
