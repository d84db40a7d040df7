package io.oneiros.canvas;

/** There is no such object: asking again does not help. */
public final class MissingObjectException extends ObjectStoreException {
  private static final long serialVersionUID = 1;

  public MissingObjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
