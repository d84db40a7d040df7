package io.oneiros.engine.torch;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Resample;
import io.oneiros.engine.objective.Emphasis;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Measure.Guide.How;
import io.oneiros.engine.objective.Measure.Ranked.Rank;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.objective.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One of each for the twelve channels of {@link TinyNetwork}'s "mixed". */
final class Measures {
  static final List<Double> VECTOR = vector(12);

  private Measures() {}

  /** On pictures of that size. */
  static Stream<Objective.Layer> all(int width, int height) {
    return Stream.concat(
        local(width, height),
        Stream.of(
            new Objective.Layer("mixed", 3, new Measure.Style(TinyNetwork.picture(19, 15))),
            new Objective.Layer("scores", 2, new Measure.Classes(List.of(4, 1), 0.5)),
            new Objective.Layer("mean", -1, new Measure.Classes(List.of(0), 0))));
  }

  static Stream<Objective.Layer> local(int width, int height) {
    Picture other = TinyNetwork.picture(21, 18);
    Picture target = TinyNetwork.picture(width + 1, height);
    Optional<Emphasis> mask = Optional.of(new Emphasis(TinyNetwork.picture(width, height)));
    Optional<Place> place = Optional.of(new Place(0.41, 0.6));
    return Stream.concat(
        Stream.of(
                new Measure.Squares(List.of(0, 7)),
                new Measure.Mean(List.of(11, 3)),
                new Measure.Direction(VECTOR),
                new Measure.Cosine(VECTOR),
                new Measure.Guide(other, How.ARGMAX),
                new Measure.Guide(other, How.CHANNELS),
                new Measure.Ranked(other, 3, Rank.STRONGEST),
                new Measure.Ranked(other, 2, Rank.WEAKEST),
                new Measure.Content(Resample.to(target, width, height)))
            .map(measure -> new Objective.Layer("mixed", 1.5, measure)),
        Stream.of(
            new Objective.Layer("mixed", 1, Measure.Squares.ALL, place, Optional.empty()),
            new Objective.Layer("mixed", 1, new Measure.Cosine(VECTOR), Optional.empty(), mask),
            new Objective.Layer("mixed", 1, new Measure.Direction(VECTOR), place, mask)));
  }

  /** Of some size and of both signs. */
  static List<Double> vector(int channels) {
    return IntStream.range(0, channels).mapToObj(c -> Math.sin(3.0 * c) + 0.3).toList();
  }
}
