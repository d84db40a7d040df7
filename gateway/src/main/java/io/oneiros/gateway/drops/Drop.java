package io.oneiros.gateway.drops;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A photo in the bucket.
 *
 * @param key its object key
 * @param version tells it from others that had the key before
 */
record Drop(String key, String version) {
  /** What begins the ids of their dreams. */
  static final String ID = "drop-";

  /** How the dream's name ends that lies beside a photo, which is no photo that was dropped. */
  private static final String IMAGE = ".dream.png";

  /** What dreams and networks own is no photo either, whatever prefix is set. */
  private static final List<String> ROOTS = List.of("dreams/", "models/");

  private static final int ID_DIGITS = 40;
  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "webp", "gif", "bmp");

  /**
   * @throws IllegalArgumentException if no photo can have a key that begins so
   */
  static void requirePrefix(String prefix) {
    if (prefix.startsWith("/") || ROOTS.stream().anyMatch(prefix::startsWith)) {
      throw new IllegalArgumentException(
          "oneiros.drops.prefix is '%s'; it must not begin with a slash, which no object key does, nor with %s"
              .formatted(prefix, String.join(" or ", ROOTS)));
    }
  }

  /**
   * The photos that a notification tells of, as S3 words it ({@code s3:ObjectCreated:*}).
   *
   * @param json JSON, or anything else, which tells of none
   */
  static List<Drop> of(byte[] json, String bucket, String prefix) {
    List<Drop> drops = new ArrayList<>();
    for (JsonNode record : records(json)) {
      JsonNode s3 = record.path("s3");
      JsonNode object = s3.path("object");
      boolean created = record.path("eventName").asText().contains("ObjectCreated:");
      key(object)
          .filter(key -> created && s3.path("bucket").path("name").asText().equals(bucket))
          .filter(key -> key.startsWith(prefix) && isPhoto(key))
          .map(key -> new Drop(key, object.path("sequencer").asText(object.path("eTag").asText())))
          .ifPresent(drops::add);
    }
    return drops;
  }

  private static JsonNode records(byte[] json) {
    try {
      return Json.read(JsonNode.class, json == null ? new byte[0] : json).path("Records");
    } catch (RuntimeException e) {
      return Json.MAPPER.missingNode();
    }
  }

  /** Keys are written as in URLs. */
  private static Optional<String> key(JsonNode object) {
    try {
      return Optional.of(URLDecoder.decode(object.path("key").asText(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isPhoto(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0
        && PICTURES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
        && !name.endsWith(IMAGE)
        && ROOTS.stream().noneMatch(key::startsWith);
  }

  /** The dream's id: told of twice, a photo is dreamed once. */
  String dream() {
    String name = key + "\n" + version;
    return ID + Sha256.of(name.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }

  /**
   * Key of the spec that may lie beside it. The photo's whole name is in it, as in all that lies
   * there: {@code cat.jpg} and {@code cat.png} are two photos.
   */
  String spec() {
    return key + ".json";
  }

  /** Key of the dream beside it. */
  String image() {
    return key + IMAGE;
  }

  /** Key of what is said instead, where there is no dream. */
  String problem() {
    return key + ".dream.json";
  }
}
