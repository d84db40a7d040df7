package io.oneiros.engine.onnx;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which of a picture's axes the axes of a file's value are. Our own values are always [N, C, H, W];
 * what the file transposes, flattens and squeezes is kept account of here and computed never.
 *
 * @param axes of the file's value: none is an axis of length 1, several are flattened into one
 */
record Layout(List<List<Axis>> axes) {
  static final Layout NCHW =
      new Layout(List.of(List.of(Axis.N), List.of(Axis.C), List.of(Axis.H), List.of(Axis.W)));
  static final Layout NHWC =
      new Layout(List.of(List.of(Axis.N), List.of(Axis.H), List.of(Axis.W), List.of(Axis.C)));

  /** A list of numbers for each of the batch. */
  static final Layout NC = new Layout(List.of(List.of(Axis.N), List.of(Axis.C)));

  enum Axis {
    N,
    C,
    H,
    W
  }

  Layout {
    axes = List.copyOf(axes);
  }

  int rank() {
    return axes.size();
  }

  /** An index that may count from the end. */
  int index(long axis) {
    long index = axis < 0 ? axis + rank() : axis;
    if (index < 0 || index >= rank()) {
      throw new IllegalArgumentException("axis %s of %s".formatted(axis, this));
    }
    return (int) index;
  }

  /** Where the channels are an axis of their own; -1 if nowhere. */
  int channels() {
    return axes.indexOf(List.of(Axis.C));
  }

  boolean isChannels(long axis) {
    return index(axis) == channels();
  }

  /** Whether the value is [N, C, H, W] as it stands. */
  boolean isPicture() {
    return rank() == 4 && matches(NCHW);
  }

  /** Whether two values can be put together number by number. */
  boolean matches(Layout other) {
    if (rank() != other.rank()) {
      return false;
    }
    for (int i = 0; i < rank(); i++) {
      List<Axis> a = axes.get(i);
      List<Axis> b = other.axes.get(i);
      if (!a.equals(b) && !a.isEmpty() && !b.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The two together, each lending the axes that the other has only one of. */
  Layout with(Layout other) {
    List<List<Axis>> both = new ArrayList<>();
    for (int i = 0; i < rank(); i++) {
      both.add(axes.get(i).isEmpty() ? other.axes.get(i) : axes.get(i));
    }
    return new Layout(both);
  }

  Layout transposed(List<Long> order) {
    return new Layout(order.stream().map(axis -> axes.get(index(axis))).toList());
  }

  /** All axes from one on made into one. */
  Layout flattened(int from) {
    List<List<Axis>> kept = new ArrayList<>(axes.subList(0, from));
    kept.add(axes.subList(from, rank()).stream().flatMap(List::stream).toList());
    return new Layout(kept);
  }

  /** Without some axes, which are 1 long. */
  Layout without(Set<Integer> dropped) {
    List<List<Axis>> kept = new ArrayList<>();
    for (int i = 0; i < rank(); i++) {
      if (!dropped.contains(i)) {
        kept.add(axes.get(i));
      }
    }
    return new Layout(kept);
  }

  /** With new axes, 1 long, at these places of the result. */
  Layout with(Set<Integer> places) {
    List<List<Axis>> result = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < rank() + places.size(); i++) {
      result.add(places.contains(i) ? List.of() : axes.get(next++));
    }
    return new Layout(result);
  }

  /** The same with these axes 1 long. */
  Layout shrunk(Set<Integer> places) {
    List<List<Axis>> result = new ArrayList<>(axes);
    places.forEach(i -> result.set(i, List.of()));
    return new Layout(result);
  }

  Set<Axis> in(Set<Integer> places) {
    Set<Axis> found = EnumSet.noneOf(Axis.class);
    places.forEach(i -> found.addAll(axes.get(i)));
    return found;
  }
}
