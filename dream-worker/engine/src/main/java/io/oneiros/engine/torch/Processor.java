package io.oneiros.engine.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the processor has instructions for; PyTorch tells nobody but C++. */
final class Processor {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final List<String> BFLOAT16 = List.of("avx512_bf16", "amx_bf16");

  private Processor() {}

  /** False also where it cannot be found out. */
  static boolean hasBfloat16() {
    try (Stream<String> lines = Files.lines(LINUX)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> List.of(line.split("\\s+")))
          .stream()
          .anyMatch(flags -> BFLOAT16.stream().anyMatch(flags::contains));
    } catch (IOException e) {
      return false;
    }
  }
}
