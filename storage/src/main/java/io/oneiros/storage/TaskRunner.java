package io.oneiros.storage;

import static io.oneiros.contract.ProblemCode.STORAGE_FAILED;
import static io.oneiros.contract.ProblemCode.UNAVAILABLE;

import io.oneiros.canvas.CanvasStore;
import io.oneiros.canvas.ObjectStore;
import io.oneiros.canvas.ObjectStoreException;
import io.oneiros.canvas.StoreAwayException;
import io.oneiros.canvas.picture.PictureLimits;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.storage.export.Export;
import io.oneiros.storage.export.Previews;
import io.oneiros.storage.ingest.Decoder;
import io.oneiros.storage.ingest.Ingest;
import io.oneiros.storage.region.Blocks;
import io.oneiros.storage.region.DamagedDeltaException;
import io.oneiros.storage.region.Deltas;
import io.oneiros.storage.region.Reassemble;
import io.oneiros.storage.region.Reinject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Does a task, whatever it is; there is a result for every task, even where it fails. */
@ApplicationScoped
class TaskRunner {
  private static final Logger LOG = Logger.getLogger(TaskRunner.class);

  private static final String NO_DISK =
      "Storage could not use its own disk: %s. If that is full, make room there, or set another folder with -Djava.io.tmpdir.";

  private final ObjectStore objects;
  private final Ingest ingest;
  private final Reassemble reassemble;
  private final Reinject reinject;
  private final Export export;
  private final Previews previews;
  private final Discard discard;
  private final String name;

  TaskRunner(
      ObjectStore objects, CanvasStore canvases, PictureLimits pictures, StorageConfig config) {
    this.objects = objects;
    Blocks blocks = new Blocks();
    this.ingest = new Ingest(objects, canvases, new Decoder(pictures), blocks);
    this.reassemble = new Reassemble(canvases, new Deltas(objects), blocks);
    this.reinject = new Reinject(canvases, blocks);
    this.export = new Export(objects, canvases);
    this.previews = new Previews(objects, canvases);
    this.discard = new Discard(objects);
    this.name = config.name();
  }

  /** Never throws because of a task; what a task may get wrong is said in its result. */
  Result.OfTask run(StorageTask task) {
    try {
      Result.OfTask result = done(task);
      LOG.logf(isOfTheWholeDream(result) ? Level.INFO : Level.DEBUG, "Done: %s", task.id());
      return result;
    } catch (ProblemException e) {
      // Another attempt may find another store, but never another picture.
      return failed(task, e.problem(), e.problem().code() == STORAGE_FAILED);
    } catch (DamagedDeltaException e) {
      LOG.warnf("Task %s: %s", task.id(), e.getMessage());
      Problem problem = Problem.of(STORAGE_FAILED, e.getMessage());
      return new Result.DeltaDamaged(task.id(), name, e.delta(), problem);
    } catch (StoreAwayException e) {
      return failed(task, Problem.of(UNAVAILABLE, e.getMessage()), true);
    } catch (ObjectStoreException e) {
      return failed(task, Problem.of(STORAGE_FAILED, e.getMessage()), true);
    } catch (IOException | UncheckedIOException e) {
      // Only files of our own are used past the store. Room on their disk is waited for like a
      // store that is away, so that there is time to make some.
      LOG.errorf(e, "Task %s could not use the disk", task.id());
      return failed(task, Problem.of(UNAVAILABLE, NO_DISK.formatted(e.getMessage())), true);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
      LOG.errorf(e, "Task %s met the unexpected", task.id());
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return failed(task, Problem.of(STORAGE_FAILED, reason), true);
    }
  }

  /** Which a dream has a few of, however large it is. */
  private static boolean isOfTheWholeDream(Result.OfTask result) {
    return result instanceof Result.Ingested || result instanceof Result.Exported;
  }

  private Result.OfTask done(StorageTask task) throws IOException {
    if (task instanceof StorageTask.Ingest t) {
      return ingest.run(t);
    }
    if (task instanceof StorageTask.Export t) {
      return previews.beside(t.canvas(), t.picture(), t.preview(), () -> export.run(t));
    }
    if (task instanceof StorageTask.Reinject t) {
      return previews.beside(t.canvas(), t.from(), t.preview(), () -> reinject.run(t));
    }
    if (task instanceof StorageTask.Reassemble t) {
      reassemble.run(t);
    } else if (task instanceof StorageTask.Discard t) {
      discard.run(t);
    } else if (task instanceof StorageTask.Delete t) {
      objects.deletePrefix(ObjectKeys.dream(t.id().dream()));
    }
    return new Result.Stored(task.id());
  }

  private Result.TaskFailed failed(StorageTask task, Problem problem, boolean retryable) {
    LOG.warnf("Task %s: %s, %s", task.id(), problem.code().code(), problem.detail());
    return new Result.TaskFailed(task.id(), name, problem, retryable);
  }
}
