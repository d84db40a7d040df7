package io.oneiros.soak;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayException;
import io.oneiros.standalone.client.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Keeps dreams going while a fault strikes, follows each to its end, and compares its picture with
 * the one that the same order gave first. Where a gateway does not answer, the next one is asked.
 */
final class Trial {
  private static final int AT_ONCE = 3;
  private static final long POLL_MILLIS = 100;

  /** Far longer than any dream takes once the fault is over. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Stage stage;
  private final List<GatewayClient> gateways;
  private final Orders orders;
  private final Map<Integer, byte[]> pictures;
  private final Path scratch;
  private final Map<String, Going> going = new LinkedHashMap<>();
  private final Map<String, Integer> posting = new HashMap<>();
  private int asked;
  private int posted;
  private int tiles;
  private int attempts;
  private int dreams;
  private long lastProgress;
  private long longestPause;

  private record Going(int kind, long sequence) {}

  /**
   * @param pictures by kind of order; those that are missing are taken from this trial
   */
  Trial(Stage stage, Orders orders, Map<Integer, byte[]> pictures, Path folder) {
    this.stage = stage;
    this.gateways = stage.house().gateways().stream().map(GatewayClient::new).toList();
    this.orders = orders;
    this.pictures = pictures;
    this.scratch = folder.resolve("picture.png");
  }

  /** At least one dream of each kind. */
  Verdict run(Scenario scenario) throws InterruptedException, IOException {
    long start = System.nanoTime();
    lastProgress = start;
    CompletableFuture<Void> fault = strike(scenario.fault());
    long deadline = Long.MAX_VALUE;
    while (!fault.isDone() || posted < Orders.KINDS || !going.isEmpty() || !posting.isEmpty()) {
      if (fault.isCompletedExceptionally()) {
        fault.join();
      }
      boolean more = !fault.isDone() || posted < Orders.KINDS;
      if (more && going.size() + posting.size() < AT_ONCE) {
        posting.put("soak-" + UUID.randomUUID(), posted++ % Orders.KINDS);
      }
      post();
      look();
      if (!more) {
        deadline = Math.min(deadline, System.nanoTime() + PATIENCE.toNanos());
      }
      if (System.nanoTime() > deadline) {
        throw new BrokenPromiseException(
            "%d dreams have not ended %d s after the fault: %s"
                .formatted(going.size(), PATIENCE.toSeconds(), going.keySet()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    Duration pause = Duration.ofNanos(longestPause).minus(stage.outage());
    pause = pause.isNegative() ? Duration.ZERO : pause;
    if (pause.compareTo(scenario.pause()) > 0) {
      throw new BrokenPromiseException(
          "no dream went on for %.1f s; at most %d s are promised"
              .formatted(pause.toMillis() / 1000.0, scenario.pause().toSeconds()));
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return new Verdict(scenario, dreams, tiles, attempts, time, pause, stage.notes());
  }

  private CompletableFuture<Void> strike(Fault fault) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                stage.awaitProgress(3);
                fault.strike(stage);
                over.complete(null);
              } catch (Exception | Error e) {
                over.completeExceptionally(e);
              }
            },
            "fault");
    thread.setDaemon(true);
    thread.start();
    return over;
  }

  private void post() throws IOException {
    Iterator<Map.Entry<String, Integer>> left = posting.entrySet().iterator();
    while (left.hasNext()) {
      Map.Entry<String, Integer> next = left.next();
      try {
        String id = gateway().submit(orders.of(next.getValue()), next.getKey());
        going.put(id, new Going(next.getValue(), -1));
        left.remove();
      } catch (UnreachableException e) {
        asked++;
        return;
      } catch (GatewayException e) {
        requirePassing(e);
        return;
      }
    }
  }

  private void look() throws IOException {
    for (Map.Entry<String, Going> next : Map.copyOf(going).entrySet()) {
      String id = next.getKey();
      try {
        DreamSnapshot snapshot = gateway().snapshot(id);
        if (snapshot.sequence() > next.getValue().sequence()) {
          going.put(id, new Going(next.getValue().kind(), snapshot.sequence()));
          progressed();
        }
        if (snapshot.status().terminal()) {
          ended(id, next.getValue().kind(), snapshot);
        }
      } catch (UnreachableException e) {
        asked++;
        return;
      } catch (GatewayException e) {
        requirePassing(e);
        return;
      }
    }
    if (going.isEmpty()) {
      lastProgress = System.nanoTime();
    }
  }

  private GatewayClient gateway() {
    return gateways.get(asked % gateways.size());
  }

  private void progressed() {
    long now = System.nanoTime();
    longestPause = Math.max(longestPause, now - lastProgress);
    lastProgress = now;
    stage.progressed();
  }

  private void ended(String id, int kind, DreamSnapshot end) throws IOException {
    if (end.status() != DreamStatus.COMPLETED) {
      throw new BrokenPromiseException(
          "dream %s is %s: %s"
              .formatted(id, end.status().code(), end.problem() == null ? "" : end.problem()));
    }
    if (end.progress().tilesDone() != end.progress().tilesTotal()) {
      throw new BrokenPromiseException(
          "dream %s accepted %d tiles of %d"
              .formatted(id, end.progress().tilesDone(), end.progress().tilesTotal()));
    }
    gateway().image(id, scratch);
    byte[] picture = Files.readAllBytes(scratch);
    if (!Arrays.equals(pictures.computeIfAbsent(kind, any -> picture), picture)) {
      Files.write(scratch.resolveSibling("other.png"), picture);
      Files.write(scratch.resolveSibling("right.png"), pictures.get(kind));
      throw new BrokenPromiseException(
          "dream %s has another picture than without the fault: %s and right.png beside it"
              .formatted(id, scratch.resolveSibling("other.png")));
    }
    going.remove(id);
    dreams++;
    tiles += end.progress().tilesDone();
    attempts += end.progress().attempts();
  }

  private static void requirePassing(GatewayException no) {
    if (!no.passing()) {
      throw no;
    }
  }
}
