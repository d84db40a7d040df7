package io.oneiros.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.oneiros.contract.Json;
import io.oneiros.contract.Preset;
import io.oneiros.contract.spec.Presets;
import io.oneiros.engine.zoo.Zoo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dream presets}: the looks that have names. */
@Command(name = "presets", description = "List the looks that --preset takes.")
final class PresetsCommand implements Callable<Integer> {
  private static final String ROW = "%-22s %-14s %s%n";

  @Option(names = "--json", description = "all of them, with their specs, as JSON")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  private boolean help;

  @Override
  public Integer call() throws JsonProcessingException {
    if (json) {
      System.out.println(
          Json.MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(Presets.ALL));
      return 0;
    }
    System.out.printf(ROW, "PRESET", "MODEL", "LOOK");
    for (Preset preset : Presets.ALL) {
      String model = preset.spec().model();
      System.out.printf(ROW, preset.name(), model == null ? Zoo.DEFAULT : model, preset.look());
    }
    return 0;
  }
}
