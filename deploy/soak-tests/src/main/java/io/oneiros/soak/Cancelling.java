package io.oneiros.soak;

import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Result;
import io.oneiros.standalone.client.GatewayClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Dreams that nobody wants any more. */
final class Cancelling {
  /** Within this nothing is computed for it any more. */
  private static final Duration STOPS = Duration.ofSeconds(2);

  /** Within this nothing of it is stored any more. */
  private static final Duration GONE = Duration.ofMinutes(1);

  private Cancelling() {}

  /** One whose only tile takes minutes is cancelled while a worker computes it. */
  static Fault inMidTile() {
    return stage -> {
      GatewayClient gateway = new GatewayClient(stage.house().gateway());
      try (Journal journal = new Journal(stage.house().kafka())) {
        journal.toTheEndOfResults();
        String id = gateway.submit(Orders.endless());
        journal.awaitResult(
            "a worker that computes dream " + id,
            result ->
                result instanceof Result.WorkerHeartbeat beat
                    && beat.busy().stream().anyMatch(tile -> tile.dream().equals(id)));
        if (!isStored(stage.house(), id)) {
          throw new BrokenPromiseException("nothing is stored of dream " + id + ", which goes on");
        }
        long asked = System.nanoTime();
        gateway.cancel(id);
        journal.awaitResult(
            "a worker that stops dream " + id,
            result ->
                result instanceof Result.TaskFailed failed
                    && failed.task().dream().equals(id)
                    && failed.problem().code() == ProblemCode.DREAM_CANCELLED);
        double stopped = require("computing", asked, STOPS);
        while (isStored(stage.house(), id) && System.nanoTime() - asked < GONE.toNanos()) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
        double gone = require("storing", asked, GONE);
        stage.note("computed for %.1f s more, stored for %.1f s".formatted(stopped, gone));
      }
    };
  }

  private static double require(String what, long since, Duration limit) {
    double seconds = (System.nanoTime() - since) / 1e9;
    if (seconds > limit.toSeconds()) {
      throw new BrokenPromiseException(
          "%s a cancelled dream went on for %.1f s; at most %d s are promised"
              .formatted(what, seconds, limit.toSeconds()));
    }
    return seconds;
  }

  private static boolean isStored(House house, String id) throws IOException {
    try (Stream<Path> files = Files.walk(house.objects())) {
      return files.anyMatch(file -> file.getFileName().toString().equals(id));
    } catch (UncheckedIOException e) {
      // Deleted under our hands: to be looked at again.
      return true;
    }
  }
}
