package io.oneiros.engine.zoo;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The networks that are known: those of the zoo, and those a folder describes. */
record Manifest(List<Entry> networks) {
  static final String JSON = ".json";
  private static final Gson GSON =
      new GsonBuilder().registerTypeAdapter(Source.class, new Source.Reader()).create();

  /** The zoo's own, which comes with the program. */
  static Manifest zoo() {
    try (Reader in =
        new InputStreamReader(
            Manifest.class.getResourceAsStream("zoo.json"), StandardCharsets.UTF_8)) {
      return GSON.fromJson(in, Manifest.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The {@code ID.json} files of a folder, in the order of their names. One that cannot be
   * understood is an error only to whoever asks for it: see {@link #entry(Path)}.
   */
  static Map<String, Path> folder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Map<String, Path> entries = new TreeMap<>();
      files
          .filter(file -> file.getFileName().toString().endsWith(JSON))
          .forEach(
              file -> {
                String name = file.getFileName().toString();
                entries.put(name.substring(0, name.length() - JSON.length()), file);
              });
      return entries;
    } catch (IOException e) {
      throw ModelException.unavailable(
          "ONEIROS_MODELS is %s, which is no folder that can be read.".formatted(folder), e);
    }
  }

  /**
   * @param file {@code ID.json}
   * @throws ModelException {@code model-unavailable}, naming what is wrong with it
   */
  static Entry entry(Path file) {
    try (Reader in = Files.newBufferedReader(file)) {
      return entry(in, file.getFileName().toString());
    } catch (IOException | JsonParseException | IllegalArgumentException e) {
      throw ModelException.unavailable(
          "%s does not describe a network: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * @param file {@code ID.json}
   * @throws JsonParseException if it is no JSON
   * @throws IllegalArgumentException naming what is wrong with it
   */
  static Entry entry(Reader in, String file) {
    Entry entry = parsed(in);
    check(entry, file);
    return entry;
  }

  private static Entry parsed(Reader in) {
    try {
      return GSON.fromJson(in, Entry.class);
    } catch (IllegalArgumentException e) {
      // Gson says nothing of a number that is null.
      throw e.getMessage() != null
          ? e
          : new IllegalArgumentException("a number in a list is null", e);
    }
  }

  /** What {@link #entry(Reader, String)} reads. */
  static String json(Entry entry) {
    return GSON.toJson(entry);
  }

  static void check(Entry entry, String file) {
    require(entry != null, "it is empty");
    require((entry.id() + JSON).equals(file), "its id is '%s'".formatted(entry.id()));
    for (Entry.Part part : entry.parts()) {
      require(part.file() != null && !part.file().isBlank(), "it names no file");
      require(
          part.sha256() != null && part.sha256().matches("[0-9a-f]{64}"),
          "the sha256 of %s is not 64 hexadecimal digits".formatted(part.file()));
    }
    requireNoNulls("sources", entry.sources());
    requireNoNulls("layers", entry.layers());
    requireNoNulls("aliases", entry.aliases().values());
    require(entry.input() != null || entry.isGenerator(), "it has no input");
    require(entry.input() == null || !entry.isGenerator(), "it has both an input and an output");
    check(entry.isGenerator() ? entry.output() : entry.input(), end(entry));
    entry.pixels();
  }

  private static String end(Entry entry) {
    return entry.isGenerator() ? "output" : "input";
  }

  private static void check(Entry.Input pixels, String end) {
    require(
        "RGB".equals(pixels.order()) || "BGR".equals(pixels.order()),
        end + ".order is neither RGB nor BGR");
    require(
        pixels.range() != null
            && pixels.range().length == 2
            && pixels.range()[0] < pixels.range()[1],
        end + ".range is not two rising numbers");
    require(
        pixels.mean() != null && pixels.std() != null,
        "%1$s.mean or %1$s.std is missing".formatted(end));
    require(
        pixels.mean().length == Preprocessing.CHANNELS
            && pixels.std().length == Preprocessing.CHANNELS,
        "%1$s.mean has %2$d numbers, %1$s.std %3$d; 3 of each are needed"
            .formatted(end, pixels.mean().length, pixels.std().length));
  }

  private static void requireNoNulls(String name, Collection<?> values) {
    require(values.stream().noneMatch(Objects::isNull), "a null is among its " + name);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
