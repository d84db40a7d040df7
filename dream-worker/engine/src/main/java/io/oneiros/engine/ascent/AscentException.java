package io.oneiros.engine.ascent;

/**
 * A gradient that cannot be climbed: not finite, or zero everywhere. Trying again changes nothing.
 */
public final class AscentException extends RuntimeException {
  public AscentException(String message) {
    super(message);
  }
}
