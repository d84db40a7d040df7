package io.oneiros.gateway.api;

import java.util.List;

/** Dreams, newest first. */
public record DreamList(List<DreamView> dreams) {
  public DreamList {
    dreams = List.copyOf(dreams);
  }
}
