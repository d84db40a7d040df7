package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.zoo.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryIT {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** However many steps: one small picture left behind in each would be 12 MB in 250. */
  private static final long FLAT = 10_000_000;

  /** What is used by itself on this machine shows a slow leak, the others a quick one. */
  @ParameterizedTest
  @EnumSource
  void stepsLeaveMemoryAsItWas(Executor executor) throws IOException {
    Assumptions.assumeTrue(Files.exists(STATUS), "this system has no " + STATUS);
    Assumptions.assumeTrue(executor != Executor.BFLOAT16 || Processor.hasBfloat16());
    Network network = Inception.open();
    Picture picture = TinyNetwork.picture(64, 64);
    try (TorchNetwork running = Inception.run(network, executor)) {
      GradientSource source = running.gradient(Inception.squares(network));
      steps(source, picture, 100);
      long before = resident();
      steps(source, picture, executor == Executor.best() ? 500 : 250);
      long grown = resident() - before;
      System.out.println(executor + " grew by " + grown);
      assertThat(grown).isLessThan(FLAT);
    }
  }

  private static void steps(GradientSource source, Picture picture, int count) {
    for (int i = 0; i < count; i++) {
      source.at(picture);
    }
  }

  /** Bytes of memory in use by this process; the Java heap is bounded and touched at the start. */
  private static long resident() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D+", "")))
        .findFirst()
        .orElseThrow();
  }
}
