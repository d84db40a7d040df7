package io.oneiros.engine.ascent;

/** The jitter of one step: by how many pixels the network's grid is moved over the picture. */
public record Shift(int dx, int dy) {
  public static final Shift NONE = new Shift(0, 0);
}
