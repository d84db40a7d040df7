package io.oneiros.engine.zoo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A network or layer that cannot be had. The message says what to do about it. */
public final class ModelException extends RuntimeException {

  /** Written in lower case with hyphens: the same codes that the services answer with. */
  public enum Code {
    UNKNOWN_MODEL,
    /** The file is missing, altered, unreadable or cannot be pulled. */
    MODEL_UNAVAILABLE,
    UNKNOWN_LAYER,
    UNKNOWN_CLASS,
    /** A generator where a network is wanted that looks at pictures, or the other way round. */
    WRONG_NETWORK_KIND,
    /** It lies where nothing can be read now; asking again may help. */
    UNAVAILABLE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Code code;

  ModelException(Code code, String message) {
    this(code, message, null);
  }

  ModelException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public static ModelException unavailable(String message, Throwable cause) {
    return new ModelException(Code.MODEL_UNAVAILABLE, message, cause);
  }

  static ModelException wrongKind(String message) {
    return new ModelException(Code.WRONG_NETWORK_KIND, message);
  }

  static ModelException unreadable(Path file, IOException e) {
    return unavailable("%s cannot be read: %s".formatted(file, e.getMessage()), e);
  }

  static ModelException outOfReach(String id, Exception e) {
    return new ModelException(
        Code.UNAVAILABLE,
        "%s cannot be had from the object store now; try again in a moment.".formatted(id),
        e);
  }

  public Code code() {
    return code;
  }
}
