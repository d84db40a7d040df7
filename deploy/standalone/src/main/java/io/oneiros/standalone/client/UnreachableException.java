package io.oneiros.standalone.client;

import java.net.ConnectException;

/** The gateway did not answer. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreachableException(String gateway, Throwable cause) {
    super("The gateway at " + gateway + " cannot be reached: " + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    if (cause instanceof ConnectException) {
      return "nothing answers there; deploy/dream serve starts a system on this machine.";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
