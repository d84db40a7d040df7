package io.oneiros.engine.zoo;

import java.util.List;

/**
 * What is known of a network without looking into its file.
 *
 * @param sha256 of the network's file, in hexadecimal
 * @param license of the network's file, or empty where it is not stated
 * @param defaultLayers to dream of when nobody names any; may be empty
 * @param generator whether it makes pictures, and sees none
 * @param present whether the file is here, or comes by itself when it is needed
 */
public record ModelCard(
    String id,
    String sha256,
    String license,
    List<String> defaultLayers,
    boolean generator,
    boolean present) {
  public ModelCard {
    license = license == null ? "" : license;
    defaultLayers = List.copyOf(defaultLayers);
  }
}
