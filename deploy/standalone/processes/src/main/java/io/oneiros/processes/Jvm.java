package io.oneiros.processes;

import java.util.ArrayList;
import java.util.List;

/**
 * What every JVM of a system is told. A system that is started for one dream, or for a test, is
 * over before HotSpot's second compiler has paid for itself: without it one dream takes half the
 * processor time. One that stays is better off with it, and says so by the system property {@code
 * oneiros.steady}, as {@code deploy/dream serve} and {@code deploy/bench} do.
 */
public final class Jvm {
  private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  private Jvm() {}

  /** Options that come before the program's own, in a list to add those to. */
  public static List<String> options() {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC"));
    if (!Boolean.getBoolean("oneiros.steady")) {
      options.add(FIRST_COMPILER_ONLY);
    }
    return options;
  }
}
