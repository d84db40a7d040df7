package io.oneiros.contract.spec;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.Preset;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The looks that have names: {@code presets.json}. */
public final class Presets {
  public static final List<Preset> ALL = read();

  private Presets() {}

  /**
   * What a spec says, over what its preset says.
   *
   * @throws ProblemException {@code unknown-preset}
   */
  public static DreamSpec applied(DreamSpec spec) {
    if (spec.preset() == null) {
      return spec;
    }
    Preset preset =
        ALL.stream()
            .filter(p -> p.name().equals(spec.preset()))
            .findFirst()
            .orElseThrow(() -> unknown(spec.preset()));
    ObjectNode both = Json.MAPPER.valueToTree(preset.spec());
    if (spec.octaveSides() != null) {
      // It says what these say.
      both.remove(List.of("octaves", "octaveScale"));
    }
    if (spec.measure() != null && spec.layers() == null && both.has("layers")) {
      both.withArray("layers").forEach(layer -> ((ObjectNode) layer).remove("measure"));
    }
    merge(both, Json.MAPPER.valueToTree(spec));
    return Json.MAPPER.convertValue(both, DreamSpec.class);
  }

  private static void merge(ObjectNode under, ObjectNode over) {
    over.fields()
        .forEachRemaining(
            field -> {
              JsonNode there = under.get(field.getKey());
              if (there instanceof ObjectNode object && field.getValue() instanceof ObjectNode o) {
                merge(object, o);
              } else {
                under.set(field.getKey(), field.getValue());
              }
            });
  }

  private static ProblemException unknown(String name) {
    List<String> names = ALL.stream().map(Preset::name).toList();
    return new ProblemException(
        ProblemCode.UNKNOWN_PRESET,
        "There is no preset '%s'.%s There are %s."
            .formatted(name, Nearest.hint(Nearest.to(name, names)), String.join(", ", names)));
  }

  private static List<Preset> read() {
    try (InputStream in = Presets.class.getResourceAsStream("presets.json")) {
      return Json.read(new TypeReference<>() {}, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
