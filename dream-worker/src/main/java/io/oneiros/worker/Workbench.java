package io.oneiros.worker;

import com.fasterxml.jackson.databind.node.TextNode;
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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.jboss.logging.Logger;

/**
 * Where tiles in hand are worked on: one thread a hand for reading and writing, one lane for
 * computing. Whatever happens to a tile ends in a published result, a dead letter, or the tile
 * handed back; never in a lost tile or a dead worker.
 */
final class Workbench implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Workbench.class);

  private final TileDreamer dreamer;
  private final Results results;
  private final ExecutorService threads;
  private final BooleanSupplier handBack;
  private final String worker;
  private final Set<TaskId> busy = ConcurrentHashMap.newKeySet();

  /**
   * @param handBack says true once tiles that are not finished are to be handed back
   */
  Workbench(
      TileDreamer dreamer,
      Results results,
      ExecutorService threads,
      BooleanSupplier handBack,
      String worker) {
    this.dreamer = dreamer;
    this.results = results;
    this.threads = threads;
    this.handBack = handBack;
    this.worker = worker;
  }

  /** The tiles in hand. */
  List<TaskId> busy() {
    return List.copyOf(busy);
  }

  /** Begins to work on a message of {@code dream.tiles}. */
  Hand.Work start(byte[] message) {
    Begun work = new Begun();
    threads.execute(
        () -> {
          try {
            work.outcome = handle(message);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            LOG.error("A result could not be published; the tile is handed back", e);
          } finally {
            work.over.countDown();
          }
        });
    return work;
  }

  private AcknowledgeType handle(byte[] message) throws InterruptedException {
    TileTask task;
    try {
      task = Json.read(TileTask.class, message);
    } catch (UncheckedIOException e) {
      results.publish(worker, unreadable(message, e));
      return AcknowledgeType.ACCEPT;
    }
    busy.add(task.id());
    try {
      results.publish(dream(task));
      return AcknowledgeType.ACCEPT;
    } catch (CancellationException e) {
      LOG.infof("Handing back %s", task.id());
      return AcknowledgeType.RELEASE;
    } finally {
      busy.remove(task.id());
    }
  }

  private Result.OfTask dream(TileTask task) throws InterruptedException {
    try {
      return dreamer.dream(task, handBack);
    } catch (ProblemException e) {
      // Another worker may have the model's right file.
      return failed(task, e.problem(), e.problem().code() == ProblemCode.MODEL_UNAVAILABLE);
    } catch (AscentException e) {
      return failed(task, Problem.of(ProblemCode.NO_GRADIENT, e.getMessage()), false);
    } catch (IllegalArgumentException e) {
      return failed(task, Problem.of(ProblemCode.TILE_FAILED, e.getMessage()), false);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.errorf(e, "Tile %s failed", task.id());
      return failed(task, Problem.of(ProblemCode.TILE_FAILED, e.toString()), true);
    }
  }

  private TaskFailed failed(TileTask task, Problem problem, boolean retryable) {
    LOG.warnf("Tile %s failed: %s", task.id(), problem.detail());
    return new TaskFailed(task.id(), worker, problem, retryable);
  }

  private DeadLetter unreadable(byte[] message, UncheckedIOException e) {
    return new DeadLetter(
        Topics.TILES.name(),
        TextNode.valueOf(new String(message, StandardCharsets.UTF_8)),
        worker,
        Problem.of(ProblemCode.INTERNAL, "Not a tile task: " + e.getMessage()));
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  /** Handed back unless something better becomes of it. */
  private static final class Begun implements Hand.Work {
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile AcknowledgeType outcome = AcknowledgeType.RELEASE;

    @Override
    public boolean over(Duration atMost) throws InterruptedException {
      return over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public AcknowledgeType acknowledgement() {
      return outcome;
    }
  }
}
