package io.oneiros.scheduler.backlog;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSnapshot.Progress;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Terms;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.OpenWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Workers, their queue and some dreams, in a time of their own. A worker has one lane, which
 * computes one tile after the other, and two hands; a tile of work 1 takes it a second. Storage
 * takes a twentieth of a second between two rounds.
 */
final class Simulation {
  static final String KIND = "cpu";
  private static final double BETWEEN_ROUNDS = 0.05;
  private static final int HANDS = 2;
  private static final double SECOND = 1e6;

  private final double handing;
  private final double between;
  private final Backlog backlog = new Backlog();
  private final List<Lane> lanes = new ArrayList<>();
  private final Map<String, Dream> dreams = new HashMap<>();
  private final Deque<Dream> topic = new ArrayDeque<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::number));
  private long number;
  private double now;

  private record Event(double at, long number, Runnable what) {}

  private static final class Lane {
    int free = HANDS;
    double busyUntil;
  }

  /** Rounds of so many tiles each, one after the other. */
  final class Dream {
    private final String id;
    private final Terms terms;
    private final double tile;
    private final int[] rounds;
    private int round = -1;
    private int waiting;
    private int out;
    double done;
    private double finished = Double.NaN;

    private Dream(String id, Terms terms, double tile, int[] rounds) {
      this.id = id;
      this.terms = terms;
      this.tile = tile;
      this.rounds = rounds;
    }

    /** When it is finished; runs the simulation up to then. */
    double end(Simulation simulation) {
      while (Double.isNaN(finished)) {
        simulation.next();
      }
      return finished;
    }

    private void nextRound() {
      round++;
      waiting = rounds[round];
      put();
      pump();
    }

    private void put() {
      backlog.put(id, running(id, terms, KIND, waiting, out, waiting == 0 && out == 0));
    }

    private void answered() {
      out--;
      done += tile;
      put();
      if (out == 0 && waiting == 0) {
        if (round + 1 < rounds.length) {
          at(now + between, this::nextRound);
        } else {
          finished = now;
          backlog.put(id, null);
        }
      }
    }
  }

  Simulation(int workers) {
    this(workers, 0, BETWEEN_ROUNDS);
  }

  /**
   * @param handing seconds that a tile is on its way to a worker
   * @param between seconds that storage takes between two rounds
   */
  Simulation(int workers, double handing, double between) {
    this.handing = handing;
    this.between = between;
    for (int i = 0; i < workers; i++) {
      lanes.add(new Lane());
    }
  }

  /**
   * @param tile work of each tile, in seconds of a worker
   */
  Dream dream(String id, Terms terms, double at, double tile, int... rounds) {
    Dream dream = new Dream(id, terms, tile, rounds);
    dreams.put(id, dream);
    at(at, dream::nextRound);
    return dream;
  }

  void run(double until) {
    while (!events.isEmpty() && events.peek().at() <= until) {
      next();
    }
  }

  private void next() {
    Event event = events.remove();
    now = event.at();
    event.what().run();
  }

  private void at(double time, Runnable what) {
    events.add(new Event(time, number++, what));
  }

  private void pump() {
    Map<String, Integer> slots = Map.of(KIND, HANDS * lanes.size());
    for (var next = backlog.next(slots); next.isPresent(); next = backlog.next(slots)) {
      String id = next.get().dream();
      Dream dream = dreams.get(id);
      dream.waiting--;
      dream.out++;
      backlog.sent(id, Math.round(dream.tile * SECOND));
      backlog.expect(id, KIND, Duration.ofNanos(Math.round(dream.tile * 1e9)));
      dream.put();
      at(
          now + handing,
          () -> {
            topic.add(dream);
            deliver();
          });
    }
    deliver();
  }

  private void deliver() {
    while (!topic.isEmpty()) {
      Lane lane =
          lanes.stream()
              .filter(l -> l.free > 0)
              .min(Comparator.comparingDouble(l -> l.busyUntil))
              .orElse(null);
      if (lane == null) {
        return;
      }
      Dream dream = topic.remove();
      lane.free--;
      lane.busyUntil = Math.max(now, lane.busyUntil) + dream.tile;
      at(
          lane.busyUntil,
          () -> {
            lane.free++;
            dream.answered();
            pump();
          });
    }
  }

  /** A dream that runs, with so many tiles waiting and out. */
  static DreamState running(
      String id, Terms terms, String kind, int waiting, int out, boolean between) {
    List<OpenWork> open = new ArrayList<>();
    for (int i = 0; i < waiting + out; i++) {
      TaskId task = new TaskId(id, "k3", 0, 0, TaskId.Kind.TILE, i, 1);
      boolean isOut = i >= waiting;
      open.add(
          new OpenWork(
              task, isOut, isOut ? Instant.MAX : null, null, null, List.of(), isOut ? kind : null));
    }
    if (between) {
      TaskId task = new TaskId(id, "k3", 0, 0, TaskId.Kind.REASSEMBLE, 0, 1);
      open.add(new OpenWork(task, true, Instant.MAX, null, null, List.of(), null));
    }
    return running(id, terms, kind, open);
  }

  static DreamState running(String id, Terms terms, String kind, List<OpenWork> open) {
    DreamSnapshot shown =
        new DreamSnapshot(
            id,
            1,
            DreamStatus.RUNNING,
            null,
            null,
            0,
            Progress.NONE,
            List.of(),
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            null,
            null,
            null,
            false,
            terms);
    return new DreamState(
        shown, null, null, null, null, null, List.of(), List.of(), 0, null, List.of(), List.of(),
        List.of(), open, kind, Map.of(), false, null);
  }
}
