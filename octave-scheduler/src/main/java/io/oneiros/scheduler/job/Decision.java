package io.oneiros.scheduler.job;

import java.util.List;

/**
 * @param state what the dream is now; null if it is not known (any more)
 * @param effects in the order they are to happen
 */
public record Decision(DreamState state, List<Effect> effects) {
  public Decision {
    effects = List.copyOf(effects);
  }
}
