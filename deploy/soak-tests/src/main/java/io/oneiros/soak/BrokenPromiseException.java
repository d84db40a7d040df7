package io.oneiros.soak;

/** A promise about faults was not kept; the message says what was found and what was promised. */
public final class BrokenPromiseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BrokenPromiseException(String message) {
    super(message);
  }
}
