package io.oneiros.engine.ascent;

import java.util.function.DoubleUnaryOperator;

/** Powers of numbers that are not negative, with the same bits on every machine. */
final class Power {
  private Power() {}

  /** {@code v -> v^exponent}; multiples of a quarter are made of products and roots, being fast. */
  static DoubleUnaryOperator of(double exponent) {
    double quarters = 4 * exponent;
    if (quarters != Math.rint(quarters)) {
      return v -> StrictMath.pow(v, exponent);
    }
    int whole = (int) Math.floor(Math.abs(exponent));
    int rest = (int) Math.abs(quarters) - 4 * whole;
    return exponent < 0 ? v -> 1 / power(v, whole, rest) : v -> power(v, whole, rest);
  }

  private static double power(double v, int whole, int quarters) {
    double product = 1;
    for (int i = 0; i < whole; i++) {
      product *= v;
    }
    return switch (quarters) {
      case 0 -> product;
      case 1 -> product * Math.sqrt(Math.sqrt(v));
      case 2 -> product * Math.sqrt(v);
      default -> product * Math.sqrt(v) * Math.sqrt(Math.sqrt(v));
    };
  }
}
