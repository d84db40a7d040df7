package io.oneiros.standalone.client;

/** The gateway did not answer. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreachableException(String gateway, Throwable cause) {
    super("The gateway at " + gateway + " cannot be reached: " + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
