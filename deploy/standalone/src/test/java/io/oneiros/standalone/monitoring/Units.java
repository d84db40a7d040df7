package io.oneiros.standalone.monitoring;

import java.util.Locale;

/** Numbers as Grafana writes them, near enough. */
final class Units {
  private static final String SUFFIX = "suffix:";

  private Units() {}

  static String text(double value, String unit) {
    return unit.startsWith(SUFFIX)
        ? number(value) + " " + unit.substring(SUFFIX.length()).strip()
        : axis(value, unit);
  }

  /** The same for the marks of an axis, where a long unit has no room. */
  static String axis(double value, String unit) {
    return switch (unit) {
      case "s" -> value > 0 && value < 1 ? number(value * 1000) + " ms" : number(value) + " s";
      case "ms" -> number(value) + " ms";
      case "percentunit" -> number(value * 100) + " %";
      case "bytes" -> number(value / (1 << 30)) + " GiB";
      case "ops", "reqps" -> number(value) + " /s";
      default -> number(value);
    };
  }

  /** What an axis leaves out; empty where it does not. */
  static String name(String unit) {
    return unit.startsWith(SUFFIX) ? unit.substring(SUFFIX.length()).strip() : "";
  }

  private static String number(double value) {
    String format =
        value >= 100 || value == Math.rint(value) ? "%.0f" : value >= 1 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
