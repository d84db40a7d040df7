package io.oneiros.scheduler.stream;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Topics;
import io.oneiros.scheduler.backlog.Backlog;
import io.oneiros.scheduler.job.Decision;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.Effect;
import io.oneiros.scheduler.job.JobEvent;
import io.oneiros.scheduler.job.JobMachine;
import io.oneiros.scheduler.job.Patience;
import io.oneiros.traces.DreamTrace;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/**
 * Feeds the job machine with requests, results, heartbeats and the passing of time. State,
 * snapshots, events and dead letters are one transaction; tasks go out beside it, and again when
 * they could not be sent, or this starts anew. No message stops it: one that cannot be handled
 * becomes a dead letter, and a dream that cannot go on fails.
 */
final class DreamProcessor implements Processor<String, byte[], String, byte[]> {
  static final String STORE = "dreams";

  private static final Logger LOG = Logger.getLogger(DreamProcessor.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final JobEvent.Broken UNREADABLE =
      new JobEvent.Broken(
          Problem.of(
              ProblemCode.INTERNAL,
              "The scheduler cannot read what it wrote of this dream, in another version perhaps. Post the picture again."));

  private final JobMachine machine;
  private final Duration retention;
  private final Dispatcher dispatcher;
  private final Observer observer;
  private final Patience patience;
  private final Map<String, JobEvent.Broken> broken = new HashMap<>();
  private final Unsent unsent = new Unsent();
  private Fleet fleet;
  private Listening listening;
  private Cancellable ticks;
  private Backlog backlog;
  private ProcessorContext<String, byte[]> context;
  private Retention ended;
  private Dreams dreams;
  private Outbox outbox;

  /**
   * @param retention how long a dream that has ended is kept; zero for ever
   */
  DreamProcessor(
      JobMachine machine,
      Patience patience,
      Duration retention,
      Dispatcher dispatcher,
      Observer observer) {
    this.machine = machine;
    this.observer = observer;
    this.retention = retention;
    this.dispatcher = dispatcher;
    this.patience = patience;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    ended = new Retention(retention);
    fleet = new Fleet(patience, now());
    listening = new Listening(TICK, patience.notice(), now());
    backlog = new Backlog();
    dreams = new Dreams(context.getStateStore(STORE), ended, now());
    outbox = new Outbox(context, dispatcher, unsent, observer);
    dreams.openIds().forEach(this::restart);
    dreams.unreadable().forEach(id -> broken.put(id, UNREADABLE));
    ticks = ticks();
  }

  @Override
  public void process(Record<String, byte[]> message) {
    listen();
    String topic = context.recordMetadata().orElseThrow().topic();
    try {
      if (topic.equals(Topics.REQUESTS_NAME)) {
        Request request = Inbox.request(message.key(), message.value());
        requested(request, Headers.trace(message.headers()));
      } else {
        Inbox.result(message.value()).ifPresentOrElse(this::result, observer::unknown);
      }
    } catch (IllegalArgumentException | ProblemException e) {
      DeadLetter letter = Inbox.deadLetter(topic, message.value(), e);
      LOG.warn(letter.problem().detail());
      outbox.tell(new Effect.Bury(Inbox.letterKey(topic, message.key()), letter), now());
    }
    sendTiles();
  }

  private Cancellable ticks() {
    return context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, time -> tick());
  }

  private void requested(Request request, String cause) {
    try (DreamTrace trace =
        DreamTrace.span("schedule", SpanKind.CONSUMER, request.dream(), cause)) {
      trace.with("request", request.getClass().getSimpleName());
      apply(request.dream(), new JobEvent.Requested(request, DreamTrace.current()));
    }
  }

  private void result(Result result) {
    if (result instanceof Result.OfTask answer) {
      observer.answered(answer, now());
      apply(answer.task().dream(), new JobEvent.Answered(answer));
    } else if (result instanceof Result.WorkerHeartbeat beat) {
      fleet.heard(beat, now());
      beat(beat.worker(), beat.device(), beat.busy());
    } else if (result instanceof Result.StorageHeartbeat beat) {
      fleet.heard(beat, now());
      beat(beat.by(), null, beat.busy());
    }
  }

  private void beat(String name, String kind, List<TaskId> busy) {
    Map<String, List<TaskId>> byDream = busy.stream().collect(Collectors.groupingBy(TaskId::dream));
    byDream.forEach((dream, tasks) -> apply(dream, new JobEvent.Beat(name, kind, tasks)));
  }

  /**
   * As many as there is room for, whenever anything has changed: a round does not wait for a tick.
   * That a tile is out is not written for itself, for after a restart it goes out again.
   */
  private void sendTiles() {
    Map<String, Integer> slots = fleet.slots(now());
    for (Optional<Backlog.Grant> next = backlog.next(slots);
        next.isPresent();
        next = backlog.next(slots)) {
      String dream = next.get().dream();
      DreamState before = dreams.get(dream);
      Decision decision = decide(before, new JobEvent.Room(next.get().kind()));
      boolean write =
          !Objects.equals(before.kind(), decision.state().kind())
              || decision.state().shown().status().terminal();
      carryOut(dream, decision, write);
    }
  }

  /**
   * Sends what is open again. Nothing else can be told before the sinks have been started, so a
   * dream that cannot go on fails at the first tick.
   */
  private void restart(String id) {
    try {
      Decision decision = machine.apply(dreams.get(id), new JobEvent.Restarted(), now());
      carryOut(id, decision, false);
    } catch (RuntimeException e) {
      broken.put(id, broken(id, e));
    }
  }

  /** Before anything is heard again: what is told of later counts from now. */
  private void listen() {
    Duration missed = listening.missed(now());
    if (missed.isZero()) {
      return;
    }
    LOG.warnf(
        "The clock went on by %d s in which nobody was heard: leases are that much longer",
        missed.toSeconds());
    fleet.missed(missed);
    dreams.openIds().forEach(id -> apply(id, new JobEvent.Missed(missed)));
    if (missed.isNegative()) {
      // The next one would be when the clock is there again.
      ticks.cancel();
      ticks = ticks();
    }
  }

  private void tick() {
    listen();
    broken.forEach(this::apply);
    broken.clear();
    unsent.drain(this::apply);
    JobEvent.Tick tick = fleet.tick(now());
    dreams.openIds().forEach(id -> apply(id, tick));
    ended.expired(dreams::get, now()).forEach(this::expire);
    sendTiles();
    observer.counted(context.taskId().partition(), census());
  }

  private Census census() {
    return new Census(
        Census.byStatus(dreams.openIds().stream().map(dreams::get).toList()),
        backlog.waiting(),
        backlog.out(),
        fleet.slotsOfAll(now()));
  }

  @Override
  public void close() {
    observer.gone(context.taskId().partition());
  }

  private void expire(String id) {
    apply(id, new JobEvent.Requested(new Request.DreamCancelled(id, now())));
  }

  private void apply(String id, JobEvent event) {
    DreamState before = dreams.get(id);
    Decision decision = decide(before, event);
    if (decision.state() == before) {
      tell(before, decision);
    } else {
      carryOut(id, decision, true);
    }
  }

  /**
   * @param write whether the change is to outlive this scheduler
   */
  private void carryOut(String id, Decision decision, boolean write) {
    if (write) {
      dreams.put(id, decision.state());
    } else {
      dreams.remember(id, decision.state());
    }
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.DispatchTile tile) {
        backlog.sent(id, tile.work());
        backlog.expect(id, tile.kind(), tile.expected());
      }
    }
    tell(decision.state(), decision);
    backlog.put(id, decision.state());
    if (decision.state() != null) {
      observer.changed(decision.state(), now());
    }
  }

  /**
   * What is told of a dream belongs to its trace; of one that is forgotten, to what asked for it.
   */
  private void tell(DreamState dream, Decision decision) {
    if (dream == null) {
      decision.effects().forEach(effect -> outbox.tell(effect, now()));
      return;
    }
    try (DreamTrace trace = DreamTrace.within(dream.id(), dream.followers().trace())) {
      decision.effects().forEach(effect -> outbox.tell(effect, now()));
    }
  }

  /** An error of ours must not stop the other dreams: it fails the one it is about. */
  private Decision decide(DreamState before, JobEvent event) {
    try {
      return machine.apply(before, event, now());
    } catch (RuntimeException e) {
      if (before == null) {
        throw new IllegalArgumentException(e.toString(), e);
      }
      return machine.apply(before, broken(before.id(), e), now());
    }
  }

  private static JobEvent.Broken broken(String id, RuntimeException e) {
    LOG.errorf(e, "Dream %s cannot go on", id);
    return new JobEvent.Broken(Problem.of(ProblemCode.INTERNAL, "An error of the scheduler: " + e));
  }

  /**
   * The scheduler's own clock for everything: leases and durations must not depend on the clocks of
   * workers, nor on how long a message waited.
   */
  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
