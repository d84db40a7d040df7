package io.oneiros.soak.large;

import io.oneiros.processes.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/soak large} of a small size: every sample, and the memory limits of the large.
 * Storage's heap has no room for the picture as bytes (50 MB) beside what storage has always, let
 * alone as floats (201 MB), nor has the gateway's for its file (36 MB).
 */
class LargeST {
  /** Too large for storage to decode on that heap, as it does with small ones. */
  private static final int SIDE = 4096;

  private static final Map<String, List<String>> HEAPS =
      Map.of(
          "storage-1", List.of("-Xms64m", "-Xmn24m", "-Xmx108m"),
          "gateway-1", List.of("-Xms32m", "-Xmx44m"));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  @EnabledIf("io.oneiros.soak.large.Large#possible")
  @EnabledIfSystemProperty(named = "oneiros.soak", matches = "brief(,.*)?|all")
  void largePictureIsRightAndTakesNoMoreMemoryThanItMay() throws Exception {
    Path shared = Checkout.root().resolve("deploy/standalone/target");
    System.out.println(new Large(folder, SIDE, HEAPS).run(shared));
  }
}
