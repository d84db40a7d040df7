package io.oneiros.canvas.picture;

import java.io.IOException;
import java.util.Optional;

/** A file that begins like a picture and goes on like none, or asks too much of its reader. */
public final class DamagedPictureException extends IOException {
  private static final long serialVersionUID = 1;

  private final String setting;

  /**
   * @param what is wrong with it, a sentence about "it"
   */
  public DamagedPictureException(String what) {
    this(what, null);
  }

  /**
   * @param setting that moves the limit
   */
  DamagedPictureException(String what, String setting) {
    super(what);
    this.setting = setting;
  }

  /** The setting that moves the limit; empty where the file is damaged. */
  public Optional<String> setting() {
    return Optional.ofNullable(setting);
  }
}
