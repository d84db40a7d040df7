package io.oneiros.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What {@code --spec} names: a spec, or what lies beside a picture and says in {@code spec} how to
 * have it again.
 *
 * @param pictures hashes of those that it was dreamed from, by the names of their parts; missing
 *     where the file tells of none
 */
record SpecFile(Path file, ObjectNode spec, JsonNode pictures) {

  /**
   * @throws Failure if there is none, or it is no JSON object
   */
  static SpecFile read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure("%s cannot be read: %s".formatted(file, ErrorLine.reason(e)), e);
    }
    JsonNode json = named(file, () -> SpecReader.parsed(bytes));
    if (json instanceof ObjectNode object) {
      boolean beside = object.get("spec") instanceof ObjectNode;
      ObjectNode spec = beside ? object.withObject("/spec") : object;
      return new SpecFile(file, spec, object.path("pictures"));
    }
    throw new Failure(file + " is no spec: it must be a JSON object.");
  }

  /**
   * A spec that was made from it, read strictly.
   *
   * @throws Failure naming the file and the field
   */
  DreamSpec checked(ObjectNode made) {
    return named(file, () -> SpecReader.read(made));
  }

  /** What a dream without its mask makes is another picture, which nothing would say. */
  SpecFile withMask(boolean given) {
    if (pictures.has("mask") && !given) {
      throw new Failure(file + " is of a dream with a mask: give it again, with --mask FILE.");
    }
    return this;
  }

  /** Says of each picture that is another than it was dreamed from. */
  void compare(Map<String, Path> given, Consumer<String> say) throws IOException {
    for (Map.Entry<String, Path> picture : given.entrySet()) {
      String hash = pictures.path(picture.getKey()).asText();
      Path other = picture.getValue();
      if (!hash.isEmpty() && Files.isReadable(other) && !Sha256.of(other).equals(hash)) {
        say.accept(
            "%s is not the %s that %s tells of: the dream will be another."
                .formatted(other, picture.getKey(), file));
      }
    }
  }

  private static <T> T named(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ProblemException e) {
      throw new Failure("%s is no spec. %s".formatted(file, e.problem().detail()), e);
    }
  }
}
