package io.oneiros.engine.zoo;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the class of a classifier that somebody names. */
public final class ClassNames {
  private ClassNames() {}

  /**
   * @param name a label of the network, such as {@code tabby, tabby cat}, or what of it is before
   *     its first comma, case aside; or a number, from 0
   * @return the class's number; where the network has no labels, any number as it is
   * @throws ModelException {@code unknown-class}, naming the nearest, or all that are called so
   */
  public static int number(Network network, String name) {
    List<String> labels = network.labels();
    String asked = name.strip();
    List<Integer> found = named(labels, asked);
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.size() > 1) {
      throw unknown(
          "%s has %d classes '%s', numbers %s; name one by its number."
              .formatted(
                  network.id(),
                  found.size(),
                  name,
                  found.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    if (asked.matches("\\d{1,9}")
        && (labels.isEmpty() || Integer.parseInt(asked) < labels.size())) {
      return Integer.parseInt(asked);
    }
    throw unknown(missing(network, name));
  }

  private static List<Integer> named(List<String> labels, String asked) {
    List<Integer> whole = matching(labels, asked, label -> label);
    return whole.isEmpty() ? matching(labels, asked, ClassNames::first) : whole;
  }

  private static List<Integer> matching(
      List<String> labels, String asked, UnaryOperator<String> part) {
    return IntStream.range(0, labels.size())
        .filter(i -> part.apply(labels.get(i)).strip().equalsIgnoreCase(asked))
        .boxed()
        .toList();
  }

  private static String missing(Network network, String name) {
    List<String> labels = network.labels();
    if (labels.isEmpty()) {
      return "%s has no names for its classes, and '%s' is no number from 0."
          .formatted(network.id(), name);
    }
    return labels.stream()
        .min(Comparator.comparingInt(label -> Levenshtein.distance(name, first(label))))
        .map(
            nearest ->
                "%s has no class '%s'. The nearest is '%s'; its %d classes go by number, from 0, as well."
                    .formatted(network.id(), name, first(nearest), labels.size()))
        .orElseThrow();
  }

  private static String first(String label) {
    return label.split(",", 2)[0];
  }

  private static ModelException unknown(String message) {
    return new ModelException(ModelException.Code.UNKNOWN_CLASS, message);
  }
}
