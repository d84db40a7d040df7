package io.oneiros.standalone.show;

import java.util.Locale;

/** Lengths of files for people, such as {@code 28.0 MB} and {@code 44 kB}. */
public final class Bytes {
  private static final double MEGA = 1e6;
  private static final double KILO = 1e3;

  private Bytes() {}

  public static String of(long bytes) {
    return bytes >= MEGA
        ? String.format(Locale.ROOT, "%.1f MB", bytes / MEGA)
        : String.format(Locale.ROOT, "%.0f kB", Math.ceil(bytes / KILO));
  }
}
