package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.zoo.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    "DEFAULT, mixed5, 256",
    "DEFAULT, mixed5, 640",
    "DEFAULT, mixed10, 320",
    "DEFAULT, mixed0, 512",
    "FLOAT32, mixed5, 384",
    "BFLOAT16, mixed5, 768",
    "PLAIN, mixed5, 512"
  })
  void holdsWithin15PartsOf100(String executor, String layer, int side) throws Exception {
    assumeTrue(Files.exists(STATUS), "this system has no " + STATUS);
    assumeTrue(!executor.equals("BFLOAT16") || Processor.hasBfloat16());
    Network network = Inception.open();
    long estimate =
        TorchNetwork.memory(
            network,
            objective(network, layer),
            given(executor).orElseGet(Executor::best),
            side,
            side,
            1);
    double measured = measured(executor, layer, side);
    System.out.printf(
        "%s %s %s: %.0f MB, estimate %.2f%n",
        executor, layer, side, measured / 1e6, estimate / measured);
    assertThat(estimate / measured).isBetween(0.85, 1.15);
  }

  private static long measured(String executor, String layer, int side)
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
            executor,
            layer,
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
    Objective objective = objective(network, arguments[1]);
    int side = Integer.parseInt(arguments[2]);
    Picture picture = TinyNetwork.picture(side, side);
    Torch.start();
    long before = status("VmRSS:");
    try (TorchNetwork running =
        new TorchNetwork(
            network.graph(), network.preprocessing(), Device.cpu(), given(arguments[0]))) {
      for (int i = 0; i < 3; i++) {
        running.gradient(objective).at(picture);
      }
    }
    System.out.println(status("VmHWM:") - before);
  }

  /** Empty for what a worker takes by itself: the quickest that a check finds exact enough. */
  private static Optional<Executor> given(String name) {
    return name.equals("DEFAULT") ? Optional.empty() : Optional.of(Executor.valueOf(name));
  }

  private static Objective objective(Network network, String layer) {
    return new Objective(List.of(new Objective.Layer(network.layer(layer), 1)));
  }

  private static long status(String line) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(its -> its.startsWith(line))
        .mapToLong(its -> 1024 * Long.parseLong(its.replaceAll("\\D+", "")))
        .findFirst()
        .orElseThrow();
  }
}
