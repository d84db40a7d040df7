package io.oneiros.soak;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A fault with a name, and what is promised of it: every dream that goes on meanwhile completes,
 * with the bytes that it has without the fault, and no work is counted twice.
 *
 * @param what is done, in a few words
 * @param pause longest time in which no dream goes on, beyond that in which none can
 * @param possible whether this machine can do it
 */
public record Scenario(
    String name, String what, Shape shape, Duration pause, BooleanSupplier possible, Fault fault) {
  @Override
  public String toString() {
    return name;
  }
}
