package io.oneiros.worker;

import io.oneiros.canvas.StoreAwayException;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Result;
import io.oneiros.contract.Result.TaskFailed;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.Topics;
import io.oneiros.engine.ascent.AscentException;
import io.oneiros.engine.zoo.ModelException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Where tiles in hand are worked on. Each hand reads and writes on its own thread; for computing
 * they share the lanes, so that one tile's region is read while another one computes. Whatever
 * happens to a tile ends in a published result, a dead letter, or the tile handed back; never in a
 * lost tile or a dead worker.
 */
final class Workbench implements Hand.Handler {
  private static final Logger LOG = Logger.getLogger(Workbench.class);

  /** Another worker may have the model's right file, or the object store may be back. */
  private static final Set<ProblemCode> PASSING =
      Set.of(ProblemCode.MODEL_UNAVAILABLE, ProblemCode.UNAVAILABLE);

  /** The share group delivers a record a few times only: some must be left for workers that die. */
  private static final int PUT_OFF = 2;

  private final TileDreamer dreamer;
  private final Results results;
  private final WorkerMetrics metrics;
  private final BooleanSupplier handBack;
  private final Predicate<TaskId> over;
  private final Predicate<String> loaded;
  private final String worker;
  private final Set<TaskId> busy = ConcurrentHashMap.newKeySet();

  /**
   * @param handBack says true once tiles that are not finished are to be handed back
   * @param over whether a task's dream is over, so that nothing is to be computed for it
   * @param loaded whether a network is loaded here
   */
  Workbench(
      TileDreamer dreamer,
      Results results,
      WorkerMetrics metrics,
      BooleanSupplier handBack,
      Predicate<TaskId> over,
      Predicate<String> loaded,
      String worker) {
    this.dreamer = dreamer;
    this.results = results;
    this.metrics = metrics;
    this.handBack = handBack;
    this.over = over;
    this.loaded = loaded;
    this.worker = worker;
  }

  /** The tiles in hand. */
  List<TaskId> busy() {
    return List.copyOf(busy);
  }

  @Override
  public AcknowledgeType handle(byte[] message, int deliveries) throws InterruptedException {
    TileTask task;
    try {
      task = task(message);
    } catch (RuntimeException e) {
      metrics.deadLetter();
      results.publish(worker, unreadable(message, e));
      return AcknowledgeType.ACCEPT;
    }
    if (over.test(task.id())) {
      results.publish(stopped(task));
      return AcknowledgeType.ACCEPT;
    }
    if (isForOthers(deliveries, loaded.test(task.model()))) {
      return AcknowledgeType.RELEASE;
    }
    if (!busy.add(task.id())) {
      // Its lock ran out while it is worked on here. The other hand's result will do; should this
      // worker die first, the scheduler's lease sends the tile anew.
      return AcknowledgeType.ACCEPT;
    }
    try {
      Result.OfTask result = dream(task);
      results.publish(result);
      if (result instanceof Result.TileDreamed) {
        LOG.logf(beginsAnOctave(task.id()) ? Level.INFO : Level.DEBUG, "Dreamed %s", task.id());
      }
      return AcknowledgeType.ACCEPT;
    } catch (CancellationException e) {
      if (over.test(task.id())) {
        results.publish(stopped(task));
        return AcknowledgeType.ACCEPT;
      }
      LOG.infof("Handing back %s", task.id());
      return AcknowledgeType.RELEASE;
    } finally {
      busy.remove(task.id());
    }
  }

  /**
   * A tile may find a worker that has its network loaded: it is put off by both hands of a worker
   * with one device, and taken by whoever gets it then, so never put off for good.
   */
  static boolean isForOthers(int deliveries, boolean loaded) {
    return deliveries <= PUT_OFF && !loaded;
  }

  /** Of which a dream has a few, however large it is. */
  private static boolean beginsAnOctave(TaskId tile) {
    return tile.round() == 0 && tile.index() == 0;
  }

  /** The scheduler deletes what a dream owns once it knows that nobody writes any more. */
  private TaskFailed stopped(TileTask task) {
    LOG.infof("Not going on with %s: its dream is over", task.id());
    Problem problem = Problem.of(ProblemCode.DREAM_CANCELLED, "The dream of this tile is over.");
    return new TaskFailed(task.id(), worker, problem, /* retryable= */ true);
  }

  private Result.OfTask dream(TileTask task) throws InterruptedException {
    try {
      return dreamer.dream(task, () -> handBack.getAsBoolean() || over.test(task.id()));
    } catch (ProblemException e) {
      return failed(task, e.problem(), PASSING.contains(e.problem().code()));
    } catch (ModelException e) {
      Problem problem = Problem.of(ProblemCode.of(e.code().toString()), e.getMessage());
      return failed(task, problem, PASSING.contains(problem.code()));
    } catch (AscentException e) {
      return failed(task, Problem.of(ProblemCode.NO_GRADIENT, e.getMessage()), false);
    } catch (IllegalArgumentException e) {
      return failed(task, Problem.of(ProblemCode.TILE_FAILED, e.getMessage()), false);
    } catch (CancellationException e) {
      throw e;
    } catch (StoreAwayException e) {
      return failed(task, Problem.of(ProblemCode.UNAVAILABLE, e.getMessage()), true);
    } catch (OutOfMemoryError e) {
      LOG.errorf(e, "Tile %s failed", task.id());
      return failed(task, outOfMemory(task, e), true);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      LOG.errorf(e, "Tile %s failed", task.id());
      return failed(task, Problem.of(ProblemCode.TILE_FAILED, e.toString()), true);
    }
  }

  private static Problem outOfMemory(TileTask task, OutOfMemoryError e) {
    return Problem.of(
        ProblemCode.TILE_FAILED,
        "A tile of %s x %s pixels with a halo of %s needs more memory than this worker has (%s). Ask for a smaller \"tile\", or give the worker more (-Xmx)."
            .formatted(task.keep().width(), task.keep().height(), task.halo(), e.getMessage()));
  }

  private TaskFailed failed(TileTask task, Problem problem, boolean retryable) {
    LOG.warnf("Tile %s failed: %s", task.id(), problem.detail());
    return new TaskFailed(task.id(), worker, problem, retryable);
  }

  /** One without an id could not be answered. */
  private static TileTask task(byte[] message) {
    TileTask task = Json.read(TileTask.class, message == null ? new byte[0] : message);
    if (task == null || task.id() == null) {
      throw new IllegalArgumentException("it has no id");
    }
    return task;
  }

  private DeadLetter unreadable(byte[] message, RuntimeException e) {
    return DeadLetter.of(
        Topics.TILES_NAME,
        message,
        worker,
        Problem.of(ProblemCode.INVALID_MESSAGE, "Not a tile task: " + Json.why(e)));
  }
}
