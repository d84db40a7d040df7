package io.oneiros.scheduler.stream;

import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.contract.TaskId;
import io.oneiros.scheduler.job.JobEvent;
import io.oneiros.scheduler.job.JobMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

/**
 * Tasks that did not go out, until the processor takes note. Where the broker was away they are to
 * go out again; one that no broker would take counts as failed. Thread-safe.
 */
final class Unsent implements Dispatcher.Failures {
  private static final Logger LOG = Logger.getLogger(Unsent.class);

  private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();

  private record Failure(TaskId task, Exception why) {}

  @Override
  public void unsent(TaskId task, Exception why) {
    failures.add(new Failure(task, why));
  }

  /**
   * Empties this. What is added meanwhile waits for the next time.
   *
   * @param dreams is told what has happened to which dream
   */
  void drain(BiConsumer<String, JobEvent> dreams) {
    Map<String, List<TaskId>> again = new HashMap<>();
    List<Failure> refused = new ArrayList<>();
    for (Failure next = failures.poll(); next != null; next = failures.poll()) {
      if (next.why() instanceof RetriableException) {
        again.computeIfAbsent(next.task().dream(), any -> new ArrayList<>()).add(next.task());
      } else {
        refused.add(next);
      }
    }
    again.forEach(
        (dream, tasks) -> {
          LOG.warnf("%d tasks of dream %s could not be sent yet", tasks.size(), dream);
          dreams.accept(dream, new JobEvent.Unsent(tasks));
        });
    refused.forEach(task -> dreams.accept(task.task().dream(), failed(task)));
  }

  private static JobEvent failed(Failure failure) {
    Problem problem =
        Problem.of(
            ProblemCode.INTERNAL,
            "Task %s could not be sent: %s".formatted(failure.task(), failure.why().getMessage()));
    return new JobEvent.Answered(
        new Result.TaskFailed(failure.task(), JobMachine.NAME, problem, true));
  }
}
