package io.oneiros.engine.zoo;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What networks that were sent along are called, and the keys they lie under on a {@link Shelf}:
 *
 * <pre>
 * models/files/{sha256}   the network's file
 * models/{id}.json        its description, as in a folder of one's own; written after the file
 * </pre>
 *
 * <p>An id is {@code NAME@HEX}: what is left of the file's name, and the first 128 bits of a
 * SHA-256 over the file's SHA-256 and the preprocessing. So the same file with the same
 * preprocessing has the same id wherever it is sent from, and what has an id never changes. Keys
 * are made of what fits these patterns only.
 */
public final class ShelfNames {
  /** Of all keys. */
  public static final String PREFIX = "models/";

  /** 128 bits of hash: two networks of one id take about 2^64 tries to make. */
  private static final int DIGITS = 32;

  private static final String NAME = "[a-z0-9][a-z0-9_.-]{0,39}";
  private static final Pattern ID = Pattern.compile("(" + NAME + ")@[0-9a-f]{" + DIGITS + "}");
  private static final Pattern DESCRIPTION =
      Pattern.compile(PREFIX + "(" + ID.pattern() + ")\\.json");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int MAX_NAME = 40;

  private ShelfNames() {}

  /** Whether this is the id of a network that somebody may have sent along. */
  public static boolean isId(String id) {
    return id != null && ID.matcher(id).matches();
  }

  /**
   * @param fileName as its owner calls it
   * @param sha256 of the file
   * @param isGenerator whether the pixels come out of it
   */
  static String id(String fileName, String sha256, Preprocessing pixels, boolean isGenerator) {
    String said = sha256 + " " + (isGenerator ? "output " : "") + canonical(pixels);
    String hash = Sha256.of(said.getBytes(StandardCharsets.UTF_8));
    return name(fileName) + "@" + hash.substring(0, DIGITS);
  }

  /**
   * Key of the network's description.
   *
   * @throws IllegalArgumentException if that can be nobody's id
   */
  public static String description(String id) {
    return PREFIX + checked(id, ID) + ".json";
  }

  /**
   * Key of the network's file.
   *
   * @throws IllegalArgumentException if that is no SHA-256
   */
  public static String file(String sha256) {
    return PREFIX + "files/" + checked(sha256, SHA256);
  }

  /** The ids that these keys describe, in their order. */
  public static List<String> ids(Collection<String> keys) {
    return keys.stream()
        .map(DESCRIPTION::matcher)
        .filter(Matcher::matches)
        .map(key -> key.group(1))
        .toList();
  }

  /** Lower-case letters, digits, {@code _.-}; a letter or digit first; at most 40. */
  static String name(String fileName) {
    String name =
        fileName
            .replaceFirst("^.*[/\\\\]", "")
            .replaceFirst("\\.[^.]*$", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_.-]+", "-")
            .replaceFirst("^[^a-z0-9]+", "");
    return name.isEmpty() ? "network" : name.substring(0, Math.min(MAX_NAME, name.length()));
  }

  /** The name in an id. */
  static String nameIn(String id) {
    return id.substring(0, id.indexOf('@'));
  }

  /** Whether these are one network: the same file, and the same preprocessing to the last bit. */
  static boolean isSame(Entry one, Entry other) {
    return one.sha256().equals(other.sha256())
        && one.isGenerator() == other.isGenerator()
        && canonical(one.pixels()).equals(canonical(other.pixels()));
  }

  /** In hexadecimal, because decimal digits of the same number differ between versions of Java. */
  private static String canonical(Preprocessing input) {
    StringBuilder text = new StringBuilder(input.bgr() ? "bgr" : "rgb");
    for (float[] numbers : List.of(input.mean(), input.std())) {
      for (float number : numbers) {
        // Less nothing is nothing, whichever sign it has.
        text.append(' ').append(Float.toHexString(number + 0f));
      }
    }
    return text.toString();
  }

  private static String checked(String text, Pattern pattern) {
    if (text == null || !pattern.matcher(text).matches()) {
      throw new IllegalArgumentException("no part of a key: " + text);
    }
    return text;
  }
}
