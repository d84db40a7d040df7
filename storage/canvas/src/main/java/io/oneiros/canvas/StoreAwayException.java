package io.oneiros.canvas;

/** The store cannot be reached, is busy, failing or full: what was asked of it may do later. */
public final class StoreAwayException extends ObjectStoreException {
  private static final long serialVersionUID = 1;

  public StoreAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
