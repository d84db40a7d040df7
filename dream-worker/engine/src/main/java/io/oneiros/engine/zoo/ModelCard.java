package io.oneiros.engine.zoo;

import java.util.List;

/**
 * What is known of a network before its file is here.
 *
 * @param sha256 of the network's file, in hexadecimal
 * @param license of the network's file, or empty where it is not stated
 * @param defaultLayers to dream of when nobody names any; may be empty
 */
public record ModelCard(String id, String sha256, String license, List<String> defaultLayers) {
  public ModelCard {
    license = license == null ? "" : license;
    defaultLayers = List.copyOf(defaultLayers);
  }
}
