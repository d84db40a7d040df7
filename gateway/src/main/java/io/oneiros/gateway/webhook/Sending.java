package io.oneiros.gateway.webhook;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * An event on its way.
 *
 * @param until when it may be sent
 * @param attempt from 1
 * @param over complete once the event has been taken or is a dead letter; fails by an error of ours
 */
record Sending(
    Event event, Target target, Instant until, int attempt, CompletableFuture<Void> over) {
  String host() {
    return target.url().host();
  }

  Sending again() {
    return new Sending(event, target, until, attempt + 1, over);
  }
}
