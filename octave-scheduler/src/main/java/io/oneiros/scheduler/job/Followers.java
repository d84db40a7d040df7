package io.oneiros.scheduler.job;

/**
 * Who follows a dream, and by what.
 *
 * @param trace the traceparent of what came of its request; null for none
 * @param webhook that the gateways tell of its events; null for none
 */
public record Followers(String trace, String webhook) {
  public static final Followers NONE = new Followers(null, null);
}
