package io.oneiros.soak.large;

import io.oneiros.processes.Checkout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/soak large} of a small size: every sample, and the memory limits of the large. */
class LargeST {
  private static final int SIDE = 2048;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  @EnabledIf("io.oneiros.soak.large.Large#possible")
  @EnabledIfSystemProperty(named = "oneiros.soak", matches = "brief(,.*)?|all")
  void largePictureIsRightAndTakesNoMoreMemoryThanItMay() throws Exception {
    Path shared = Checkout.root().resolve("deploy/standalone/target");
    System.out.println(new Large(folder, SIDE).run(shared));
  }
}
