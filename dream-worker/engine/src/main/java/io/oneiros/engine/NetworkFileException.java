package io.oneiros.engine;

import java.util.Locale;

/** A network file that cannot be used. The message names the file and the place in it. */
public final class NetworkFileException extends RuntimeException {

  /** What is wrong with it. A code, once published, stays. */
  public enum Code {
    /** It is no file of the expected format. */
    NOT_A_NETWORK,
    /** It contradicts itself or ends early. */
    DAMAGED_NETWORK,
    /** It is sound, but asks for something the engine does not compute. */
    UNSUPPORTED_NETWORK,
    /** It exceeds a limit that keeps memory bounded. */
    NETWORK_TOO_LARGE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Code code;

  public NetworkFileException(Code code, String message) {
    this(code, message, null);
  }

  public NetworkFileException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
