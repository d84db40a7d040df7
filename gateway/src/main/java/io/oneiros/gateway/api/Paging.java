package io.oneiros.gateway.api;

import io.oneiros.gateway.problem.BadRequest;

/** How many of a list are wanted. */
final class Paging {
  private Paging() {}

  /**
   * @throws BadRequest unless it is a whole number from 1 to {@code most}, at most 999
   */
  static int limit(String text, int most) {
    if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > most) {
      throw new BadRequest(
          "limit is '%s'; it must be a whole number from 1 to %d.".formatted(text, most));
    }
    return Integer.parseInt(text);
  }
}
