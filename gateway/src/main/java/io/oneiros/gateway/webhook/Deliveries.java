package io.oneiros.gateway.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Topics;
import io.oneiros.gateway.problem.BadRequest;
import io.oneiros.gateway.problem.DeadLetterWriter;
import io.oneiros.gateway.problem.Full;
import io.oneiros.traces.DreamTrace;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Sends events until they are taken, with longer and longer pauses; what nobody takes becomes a
 * dead letter. Those that wait for another attempt hold up nobody. An event may arrive twice, under
 * the same {@code webhook-id}, and later than one that came after it. An error of ours is told to
 * whoever brought the event.
 */
@ApplicationScoped
public class Deliveries {
  private static final Logger LOG = Logger.getLogger(Deliveries.class);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Webhooks webhooks;
  private final DeadLetterWriter letters;
  private final Clock clock;
  private final Attempts attempts;
  private final int most;
  private final Lanes lanes;
  private final WebhookMetrics metrics;
  private final Pauses pauses = new Pauses();

  /** Threads of their own for what comes of a call, which may be another call, and so on. */
  private final Executor workers = Infrastructure.getDefaultExecutor();

  /**
   * @throws IllegalArgumentException saying which setting is wrong
   */
  Deliveries(
      Webhooks webhooks,
      DeadLetterWriter letters,
      WebhookSettings settings,
      MeterRegistry registry,
      Clock clock) {
    this.webhooks = webhooks;
    this.letters = letters;
    this.clock = clock;
    attempts = Attempts.of(settings);
    most = settings.waiting();
    lanes = new Lanes(most, this::call, this::makeRoom);
    metrics = new WebhookMetrics(registry, lanes::waiting);
  }

  /** What is not over by then is sent by whoever reads the topic next. */
  @PreDestroy
  void close() {
    pauses.close();
  }

  /** Whether there is something to sign with. */
  boolean open() {
    return webhooks.open();
  }

  /**
   * Sends an event that was given up before, or any other.
   *
   * @param message of {@code dream.events}
   * @return false if it names nobody to be told
   * @throws BadRequest if its URL may not be called
   * @throws Full {@code too-many-events}
   */
  public boolean again(ConsumerRecord<String, byte[]> message) {
    Event event = Event.of(message);
    if (event == null) {
      return false;
    }
    CompletableFuture<Void> over = new CompletableFuture<>();
    over.whenComplete(
        (done, e) -> {
          if (e != null) {
            LOG.errorf(e, "Event %s is told to nobody, nor buried", event.id());
          }
        });
    if (!lanes.enterNow(sending(event, over))) {
      throw new Full(
          new Problem(
              ProblemCode.TOO_MANY_EVENTS,
              "%d events are in hand, which is as many as may be; try again in a moment."
                  .formatted(most),
              "oneiros.webhooks.waiting"),
          RETRY);
    }
    return true;
  }

  /**
   * @param over to be completed once the event has been taken or is a dead letter; fails by an
   *     error of ours
   * @return complete once there is room for the next one
   * @throws RuntimeException by an error of ours
   */
  CompletionStage<Void> deliver(Event event, CompletableFuture<Void> over) {
    Sending sending;
    try {
      sending = sending(event, over);
    } catch (BadRequest e) {
      return bury(event, "A webhook", new End(e.getMessage(), null))
          .whenComplete((done, failure) -> complete(over, failure))
          .exceptionally(failure -> null);
    }
    return lanes.enter(sending).thenRunAsync(() -> {}, workers);
  }

  private Sending sending(Event event, CompletableFuture<Void> over) {
    Target target = webhooks.target(event.url());
    return new Sending(event, target, clock.instant().plus(attempts.patience()), 1, over);
  }

  private void call(Sending sending) {
    CompletableFuture.completedFuture(sending)
        .thenCompose(webhooks::call)
        .thenAcceptAsync(answer -> answered(sending, answer), workers)
        .exceptionally(
            e -> {
              sending.over().completeExceptionally(e);
              return null;
            });
  }

  private void answered(Sending sending, Answer answer) {
    if (pauses.closed()) {
      return;
    }
    metrics.called(answer);
    End end = answer.taken() ? null : end(sending, answer);
    boolean again = !answer.taken() && end == null;
    lanes.answered(sending, Standing.after(answer), again);
    if (again) {
      LOG.debugf("Attempt %d to tell %s: %s", sending.attempt(), sending.target(), answer.why());
      Duration pause = attempts.pause(sending.attempt());
      pauses.begin(pause, sending.over(), () -> lanes.resume(sending));
    } else if (answer.taken()) {
      over(sending, null);
    } else {
      giveUp(sending, end);
    }
  }

  /**
   * Why an event is sent no more.
   *
   * @param setting that moves it; null for none
   */
  private record End(String why, String setting) {}

  /** Null if it is sent again. */
  private End end(Sending sending, Answer answer) {
    int attempt = sending.attempt();
    if (answer.last()) {
      return new End(answer.why() + ".", null);
    }
    if (attempt == attempts.most()) {
      String why = "%s, at the last of %d attempts.".formatted(answer.why(), attempt);
      return new End(why, "oneiros.webhooks.attempts");
    }
    if (clock.instant().plus(attempts.pause(attempt)).isAfter(sending.until())) {
      String why = "%s, at attempt %d, and there is no time for more.";
      return new End(why.formatted(answer.why(), attempt), "oneiros.webhooks.patience");
    }
    return null;
  }

  private void makeRoom(Sending sending) {
    giveUp(
        sending,
        new End(
            "as many events are in hand as may, most of them for it, and it does not take them.",
            "oneiros.webhooks.waiting"));
  }

  private void giveUp(Sending sending, End end) {
    CompletableFuture.completedFuture(sending.target().origin())
        .thenCompose(origin -> bury(sending.event(), origin, end))
        .whenComplete((buried, e) -> over(sending, e));
  }

  private void over(Sending sending, Throwable e) {
    lanes.leave(sending);
    complete(sending.over(), e);
  }

  private static void complete(CompletableFuture<Void> over, Throwable e) {
    if (e == null) {
      over.complete(null);
    } else {
      over.completeExceptionally(e);
    }
  }

  private CompletableFuture<Void> bury(Event event, String whom, End end) {
    // No more of the webhook's URL than its origin; the rest is with the event, on its topic.
    String detail = "%s was not told of event %s: %s".formatted(whom, event.id(), end.why);
    Problem problem = new Problem(ProblemCode.UNAVAILABLE, detail, end.setting);
    try (DreamTrace trace = DreamTrace.within(event.dream(), event.trace())) {
      LOG.warn(detail);
    }
    return letters.write(
        event.dream(),
        DeadLetter.of(Topics.EVENTS_NAME, event.body(), DeadLetterWriter.NAME, problem),
        event.trace(),
        Map.of(DeadLetterWriter.EVENT_PLACE, event.place()));
  }
}
