package io.oneiros.storage.region;

/** A delta is missing, or is not the one that was accepted. */
public final class DamagedDeltaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String delta;

  DamagedDeltaException(String delta, String message) {
    super(message);
    this.delta = delta;
  }

  /** Its object key. */
  public String delta() {
    return delta;
  }
}
