package io.oneiros.canvas;

/** The object store could not do what it was asked, even when asked again. */
public class ObjectStoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ObjectStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
