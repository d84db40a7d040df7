package io.oneiros.contract;

import java.util.List;

/**
 * What came of a dream, beyond its picture.
 *
 * @param sha256 of the picture's file
 * @param change mean distance from the source over all its values, in units of 1/255
 * @param devices kinds of device that dreamed its tiles; where there is one, the same recipe gives
 *     the same bytes on it
 * @param version of the scheduler
 */
public record Outcome(String sha256, double change, List<String> devices, String version) {
  public Outcome {
    devices = List.copyOf(devices);
  }
}
