package io.oneiros.canvas.picture;

import java.io.IOException;

/** A file that begins like a picture and goes on like none. */
public final class DamagedPictureException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param what is wrong with it, a sentence about "it"
   */
  public DamagedPictureException(String what) {
    super(what);
  }
}
