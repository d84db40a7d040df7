package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a dream is in its life. */
public enum DreamStatus {
  /** Taken; its picture is being read. */
  ACCEPTED,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  public boolean terminal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
