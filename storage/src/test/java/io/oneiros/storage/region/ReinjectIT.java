package io.oneiros.storage.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.storage.RealStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReinjectIT {
  private static final Size COARSE = new Size(400, 160);
  private static final Size FINE = new Size(600, 240);

  @TempDir static Path home;
  private static RealStore store;

  @BeforeAll
  static void start() {
    store = new RealStore(home);
    store.put("source/", filled(COARSE, 0.25f));
    store.put("canvas/", random(COARSE));
    store.put("next/", filled(FINE, 0.5f));
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void shareOfTheDetailGoesOn() {
    float[] all = carried(1.0).values();
    float[] half = carried(0.5).values();
    assertThat(carried(0.0).values()).containsOnly(0.5f);
    assertThat(carried(null).values()).isEqualTo(all);
    for (int i = 0; i < all.length; i++) {
      assertThat(half[i] - 0.5f).isEqualTo((all[i] - 0.5f) / 2, within(1e-6f));
    }
  }

  /** In two regions: together they are the picture, whatever the share. */
  private static Planes carried(Double share) {
    for (Rect region : new Rect[] {new Rect(0, 0, 300, 240), new Rect(300, 0, 300, 240)}) {
      new Reinject(store.canvases(), new Blocks())
          .run(
              new StorageTask.Reinject(
                  TaskId.of("d/k/o1/r0/reinject/0/a1"),
                  "canvas/",
                  "source/",
                  COARSE,
                  "next/",
                  FINE,
                  "output/",
                  region,
                  share,
                  null));
    }
    return store.canvas("output/");
  }

  private static Planes filled(Size size, float value) {
    Planes planes = Planes.of(size.width(), size.height());
    Arrays.fill(planes.values(), value);
    return planes;
  }

  /** 0.1..0.6, so that nothing is clipped. */
  private static Planes random(Size size) {
    Planes planes = Planes.of(size.width(), size.height());
    Random random = new Random(5);
    for (int i = 0; i < planes.values().length; i++) {
      planes.values()[i] = 0.1f + 0.5f * random.nextFloat();
    }
    return planes;
  }
}
