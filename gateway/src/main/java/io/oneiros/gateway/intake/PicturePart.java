package io.oneiros.gateway.intake;

import io.oneiros.contract.ObjectKeys;
import java.util.function.UnaryOperator;

/** The pictures that a dream may be posted with: parts of its form, and where they are stored. */
public enum PicturePart {
  IMAGE("image", ObjectKeys::upload),
  GUIDE("guide", ObjectKeys::guideUpload),
  MASK("mask", ObjectKeys::maskUpload);

  private final String part;
  private final UnaryOperator<String> key;

  PicturePart(String part, UnaryOperator<String> key) {
    this.part = part;
    this.key = key;
  }

  /** Name of the part. */
  public String part() {
    return part;
  }

  /** Object key of a dream's. */
  public String key(String dream) {
    return key.apply(dream);
  }
}
