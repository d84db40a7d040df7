package io.oneiros.processes;

/** A child process did not start, or died; the message says which, why, and where its log is. */
public final class ChildFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ChildFailedException(String message) {
    super(message);
  }

  public ChildFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
