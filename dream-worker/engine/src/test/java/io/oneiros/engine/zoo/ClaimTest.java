package io.oneiros.engine.zoo;

import static io.oneiros.engine.zoo.ServedZoo.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
  @TempDir Path folder;

  @Test
  void oneAtATimeHasIt() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (Claim first = Claim.on(folder).orElseThrow();
        Claim other = Claim.on(elsewhere).orElseThrow()) {
      assertThat(Claim.on(folder)).isEmpty();
      assertThat(first).isNotSameAs(other);
    }
    try (Claim next = Claim.on(folder).orElseThrow()) {
      assertThat(next).isNotNull();
    }
  }

  @Test
  void itIsTheOnlyOneAmongPrograms() throws IOException, InterruptedException {
    Process other = hold();
    try (BufferedReader out = other.inputReader()) {
      assertThat(out.readLine()).isEqualTo("true");
      assertThat(Claim.on(folder)).isEmpty();
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (Claim afterItsEnd = Claim.on(folder).orElseThrow()) {
      // Asking twice here must not give up the lock that keeps other programs out.
      assertThat(Claim.on(folder)).isEmpty();
      Process third = hold();
      try (BufferedReader out = third.inputReader()) {
        assertThat(out.readLine()).isEqualTo("false");
      } finally {
        third.destroyForcibly().waitFor();
      }
      assertThat(afterItsEnd).isNotNull();
    }
  }

  @Test
  void pullsAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    CyclicBarrier halfway = new CyclicBarrier(3);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (ServedZoo zoo = new ServedZoo(folder, Duration.ofSeconds(20))) {
      URI address =
          zoo.server.serve(
              "/net.onnx",
              exchange -> {
                exchange.sendResponseHeaders(200, CONTENT.length);
                exchange.getResponseBody().write(CONTENT, 0, CONTENT.length / 2);
                await(halfway);
                int half = CONTENT.length / 2;
                exchange.getResponseBody().write(CONTENT, half, CONTENT.length - half);
              });
      List<Future<Path>> pulls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        pulls.add(threads.submit(() -> zoo.pull(address)));
      }
      for (Future<Path> pull : pulls) {
        assertThat(pull.get(60, TimeUnit.SECONDS)).hasBinaryContent(CONTENT);
      }
      assertThat(zoo.left()).containsExactly("net.onnx");
    } finally {
      threads.shutdownNow();
    }
  }

  /** Another program that says whether it has the claim, and keeps it until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws IOException, InterruptedException {
      System.out.println(Claim.on(Path.of(arguments[0])).isPresent());
      Thread.sleep(60_000);
    }
  }

  private Process hold() throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    String classes = System.getProperty("java.class.path");
    return new ProcessBuilder(java, "-cp", classes, Holder.class.getName(), folder.toString())
        .start();
  }

  private static void await(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
