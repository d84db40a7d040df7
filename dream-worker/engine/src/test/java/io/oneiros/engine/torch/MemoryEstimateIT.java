package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.zoo.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The estimate against what a process of its own takes. That process gives back at once what it
 * frees, so that what is in use is what is measured, not what the allocator keeps.
 */
class MemoryEstimateIT {
  private static final Path STATUS = Path.of("/proc/self/status");

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 256",
    "FLOAT32, 640",
    "BFLOAT16, 384",
    "BFLOAT16, 768",
    "PLAIN, 384",
    "PLAIN, 640"
  })
  void holdsWithin15PartsOf100(Executor executor, int side) throws Exception {
    assumeTrue(Files.exists(STATUS), "this system has no " + STATUS);
    assumeTrue(executor != Executor.BFLOAT16 || Processor.hasBfloat16());
    Network network = Inception.open();
    long estimate = TorchNetwork.memory(network, Inception.squares(network), executor, side, side);
    double measured = measured(executor, side);
    System.out.printf(
        "%s %s: %.0f MB, estimate %.2f%n", executor, side, measured / 1e6, estimate / measured);
    assertThat(estimate / measured).isBetween(0.85, 1.15);
  }

  private static long measured(Executor executor, int side)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms400m",
            "-Xmx400m",
            "-XX:+AlwaysPreTouch",
            "-cp",
            System.getProperty("java.class.path"),
            MemoryEstimateIT.class.getName(),
            executor.name(),
            Integer.toString(side));
    builder.environment().put("MALLOC_MMAP_THRESHOLD_", "131072");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return Long.parseLong(out.strip().lines().reduce((a, b) -> b).orElseThrow());
  }

  /** The process: three gradients, then how many bytes more than before it had at its peak. */
  public static void main(String[] arguments) throws IOException {
    Network network = Inception.open();
    Objective objective = Inception.squares(network);
    int side = Integer.parseInt(arguments[1]);
    Picture picture = TinyNetwork.picture(side, side);
    Torch.start();
    long before = status("VmRSS:");
    try (TorchNetwork running =
        new TorchNetwork(
            network.graph(), network.preprocessing(), 1, Executor.valueOf(arguments[0]))) {
      for (int i = 0; i < 3; i++) {
        running.gradient(objective).at(picture);
      }
    }
    System.out.println(status("VmHWM:") - before);
  }

  private static long status(String line) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(its -> its.startsWith(line))
        .mapToLong(its -> 1024 * Long.parseLong(its.replaceAll("\\D+", "")))
        .findFirst()
        .orElseThrow();
  }
}
