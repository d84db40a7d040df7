package io.oneiros.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.Topics;
import io.oneiros.processes.Checkout;
import io.oneiros.soak.FaultyStore.Fate;
import io.oneiros.soak.FaultyStore.Mood;
import io.oneiros.standalone.client.GatewayClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tiles that nobody can dream, until somebody mends what ails them. */
final class DeadTile {
  /** What the tiles of a dream's first round read. */
  private static final Pattern CANVAS = Pattern.compile(".*/dreams/([^/]+)/[^/]+/o0/source/c/.*");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Stage stage;
  private final GatewayClient gateway;

  private DeadTile(Stage stage) {
    this.stage = stage;
    this.gateway = new GatewayClient(stage.house().gateway());
  }

  /**
   * Of one dream the canvas cannot be found, though it is there: it fails with a dead letter, while
   * the others go on. Found again, and the letter replayed by the command line, it is what it would
   * have been.
   */
  static Fault replayed() {
    return stage -> new DeadTile(stage).strike();
  }

  private void strike() throws Exception {
    String healthy = gateway.submit(Orders.brief());
    requireStatus(await(healthy), DreamStatus.COMPLETED);
    String id = submitPoisoned();
    stage.awaitProgress(3);
    DreamSnapshot failed = await(id);
    requireStatus(failed, DreamStatus.FAILED);
    requireThat(
        failed.problem().code() == ProblemCode.TILE_FAILED, "its problem is " + failed.problem());
    int workers = workersThatFailed(id);
    requireThat(workers > 1, "only one worker tried it");
    String letter = letter(id);
    stage.house().store().mood(Mood.GOOD);

    requireThat(said("show", letter).contains(id), "the letter that is shown does not tell of it");
    requireThat(said("replay", letter).contains(id), "replaying names another dream");
    requireStatus(await(id), DreamStatus.COMPLETED);
    requireThat(Arrays.equals(picture(healthy), picture(id)), "its picture is another one");
    stage.note("a tile failed on %d workers, and was replayed".formatted(workers));
  }

  /** No canvas is read between a dream's beginning and its id being known. */
  private String submitPoisoned() throws IOException {
    CompletableFuture<String> poisoned = new CompletableFuture<>();
    stage
        .house()
        .store()
        .mood(
            call -> {
              Matcher canvas = CANVAS.matcher(call.path());
              return call.method().equals("GET")
                      && canvas.matches()
                      && canvas.group(1).equals(poisoned.join())
                  ? Fate.refused(404, "NoSuchKey")
                  : Fate.PASS;
            });
    try {
      String id = gateway.submit(Orders.brief());
      poisoned.complete(id);
      return id;
    } finally {
      poisoned.complete("");
    }
  }

  private DreamSnapshot await(String id) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    DreamSnapshot last = gateway.snapshot(id);
    while (!last.status().terminal() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(100);
      last = gateway.snapshot(id);
    }
    return last;
  }

  private int workersThatFailed(String id) {
    try (Journal journal = new Journal(stage.house().kafka())) {
      Set<String> workers =
          journal.failures().stream()
              .filter(failure -> failure.task().dream().equals(id))
              .filter(failure -> failure.task().kind() == TaskId.Kind.TILE)
              .map(failure -> failure.by())
              .collect(Collectors.toSet());
      return workers.size();
    }
  }

  /** The id of its letter, as listed. */
  private String letter(String id) {
    for (JsonNode letter : gateway.deadLetters(50).path("letters")) {
      if (letter.path("key").asText().startsWith(id)
          && letter.path("topic").asText().equals(Topics.TILES_NAME)) {
        return letter.path("id").asText();
      }
    }
    throw new BrokenPromiseException("there is no dead letter of dream " + id);
  }

  /** What {@code deploy/dream dead-letters} says to that. */
  private String said(String... words) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Checkout.root().resolve("deploy/dream").toString(),
            "dead-letters",
            words[0],
            words[1],
            "--gateway",
            stage.house().gateway().toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    requireThat(process.waitFor() == 0, String.join(" ", words) + " says: " + said);
    return said;
  }

  private byte[] picture(String id) throws IOException {
    Path file = Files.createTempFile("oneiros-soak-", ".png");
    try {
      gateway.image(id, file);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static void requireStatus(DreamSnapshot dream, DreamStatus wanted) {
    requireThat(
        dream.status() == wanted,
        "dream %s is %s, not %s: %s"
            .formatted(dream.id(), dream.status().code(), wanted.code(), dream.problem()));
  }

  private static void requireThat(boolean holds, String otherwise) {
    if (!holds) {
      throw new BrokenPromiseException("dead letter: " + otherwise);
    }
  }
}
