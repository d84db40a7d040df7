package io.oneiros.engine.torch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names of processors and GPUs, as far as their bits may differ: libraries choose their code by the
 * instructions that there are, and how they cut the work by the caches, which go with the model.
 */
final class Hardware {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  /** Kinds are names of topics. */
  private static final int LONGEST = 80;

  private static final Path GPUS = Path.of("/proc/driver/nvidia/gpus");

  /** What oneDNN looks for, the widest first; as Linux calls it, and as it is written here. */
  private static final Map<String, String> INSTRUCTIONS = new LinkedHashMap<>();

  static {
    INSTRUCTIONS.put("amx_bf16", "amx");
    INSTRUCTIONS.put("avx512_bf16", "avx512-bf16");
    INSTRUCTIONS.put("avx512_vnni", "avx512-vnni");
    INSTRUCTIONS.put("avx512f", "avx512");
    INSTRUCTIONS.put("avx2", "avx2");
    INSTRUCTIONS.put("bf16", "bf16");
    INSTRUCTIONS.put("sve", "sve");
    INSTRUCTIONS.put("asimd", "asimd");
  }

  private static final String PROCESSOR = processor(lines(CPU), System.getProperty("os.arch"));
  private static final Optional<String> GPU = gpu(models(GPUS));

  private Hardware() {}

  /** Such as {@code amd-epyc-26-2-avx512-bf16}: name, family, model, instructions. */
  static String processor() {
    return PROCESSOR;
  }

  /** Such as {@code nvidia-h200}; empty where that is not known, or devices differ. */
  static Optional<String> gpu() {
    return GPU;
  }

  /**
   * @param lines of {@code /proc/cpuinfo}, none where there is no such file
   * @param arch as Java calls it
   */
  static String processor(List<String> lines, String arch) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        facts.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    String name =
        String.join(
            " ",
            facts.getOrDefault("model name", arch).replaceAll("@.*", ""),
            facts.getOrDefault("cpu family", facts.getOrDefault("CPU implementer", "")),
            facts.getOrDefault("model", facts.getOrDefault("CPU part", "")));
    Set<String> flags =
        Set.copyOf(
            List.of(
                facts.getOrDefault("flags", facts.getOrDefault("Features", "none")).split("\\s+")));
    String widest =
        INSTRUCTIONS.entrySet().stream()
            .filter(known -> flags.contains(known.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    return slug(name + " " + widest);
  }

  /**
   * @param models of all devices that there are
   */
  static Optional<String> gpu(Set<String> models) {
    return models.size() == 1 ? Optional.of(slug(models.iterator().next())) : Optional.empty();
  }

  private static Set<String> models(Path folder) {
    Set<String> models = new TreeSet<>();
    try (DirectoryStream<Path> devices = Files.newDirectoryStream(folder)) {
      for (Path device : devices) {
        lines(device.resolve("information")).stream()
            .filter(line -> line.startsWith("Model:"))
            .forEach(line -> models.add(line.substring("Model:".length())));
      }
    } catch (IOException notThere) {
      return Set.of();
    }
    return models;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException notThere) {
      return List.of();
    }
  }

  private static String slug(String text) {
    String words =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("\\((r|tm)\\)|\\b(cpu|processor|\\d+-core)\\b", " ")
            .replaceAll("[^a-z0-9]+", " ")
            .strip();
    return words.substring(0, Math.min(words.length(), LONGEST)).strip().replace(' ', '-');
  }
}
