package io.oneiros.gateway.webhook;

import io.oneiros.gateway.problem.BadRequest;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Which URLs may be called, and calling them. */
@ApplicationScoped
public class Webhooks {
  private final Set<String> allowed;
  private final Caller caller;

  /**
   * @throws IllegalArgumentException saying which setting is wrong
   */
  Webhooks(WebhookSettings settings, Clock clock) {
    allowed =
        settings.allowedHosts().orElse(Set.of()).stream()
            .map(Target::host)
            .collect(Collectors.toUnmodifiableSet());
    caller =
        settings
            .secret()
            .map(
                secrets ->
                    new Caller(
                        new Secrets(secrets),
                        settings.timeout(),
                        clock,
                        PublicSockets.client(PublicAddresses::has)))
            .orElse(null);
  }

  @PreDestroy
  void close() {
    if (caller != null) {
      caller.close();
    }
  }

  /** Whether there is something to sign with. */
  boolean open() {
    return caller != null;
  }

  /**
   * Whether it is a URL that could be called; where it leads is looked at when it is.
   *
   * @throws BadRequest saying what is wrong
   */
  public void check(String url) {
    target(url);
  }

  /** Like {@link #check}. */
  Target target(String url) {
    if (!open()) {
      throw new BadRequest(
          "No webhook is called here, for there is nothing to sign with; oneiros.webhooks.secret says what.");
    }
    return Target.of(url, allowed);
  }

  /**
   * Sends an event once.
   *
   * @return never fails
   */
  CompletableFuture<Answer> call(Sending sending) {
    return caller.call(sending);
  }
}
