package io.oneiros.engine.graph;

/** The shape of a value for one picture: [channels, height, width]. */
public record Chw(int channels, int height, int width) {
  @Override
  public String toString() {
    return "[%d, %d, %d]".formatted(channels, height, width);
  }
}
