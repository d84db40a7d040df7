package io.oneiros.storage.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BlendWindowTest {
  @Test
  void windowsOfAnyTilingSumToOne() {
    Random random = new Random(11);
    for (int i = 0; i < 100; i++) {
      Size picture = new Size(1 + random.nextInt(120), 1 + random.nextInt(120));
      List<Rect> cores = tiling(picture, random);
      int feather = random.nextInt(40);
      for (int y = 0; y < picture.height(); y++) {
        for (int x = 0; x < picture.width(); x++) {
          assertThat(sum(cores, feather, picture, x, y)).isCloseTo(1, within(1e-6));
        }
      }
    }
  }

  @Test
  void withoutFeatherAPixelBelongsToItsCoreAlone() {
    Random random = new Random(12);
    Size picture = new Size(90, 70);
    for (Rect core : tiling(picture, random)) {
      BlendWindow window = new BlendWindow(core, 0, picture);
      for (int y = 0; y < picture.height(); y++) {
        for (int x = 0; x < picture.width(); x++) {
          boolean inside = core.intersects(new Rect(x, y, 1, 1));
          assertThat(window.column(x) * window.row(y)).isEqualTo(inside ? 1 : 0);
        }
      }
    }
  }

  @Test
  void rampIsLinearAndCentredOnTheCut() {
    BlendWindow window = new BlendWindow(new Rect(0, 0, 100, 50), 4, new Size(200, 50));
    assertThat(window.column(97)).isEqualTo(1);
    assertThat(window.column(98)).isEqualTo(0.875);
    assertThat(window.column(99)).isEqualTo(0.625);
    assertThat(window.column(100)).isEqualTo(0.375);
    assertThat(window.column(101)).isEqualTo(0.125);
    assertThat(window.column(102)).isZero();
    assertThat(window.column(0)).isEqualTo(1);
    assertThat(window.row(49)).isEqualTo(1);
  }

  @Test
  void windowEndsWithinTheCoreGrownByHalfTheFeather() {
    Size picture = new Size(300, 300);
    Rect core = new Rect(100, 100, 90, 80);
    for (int feather : new int[] {1, 2, 5, 32}) {
      BlendWindow window = new BlendWindow(core, feather, picture);
      Rect keep = core.grown(feather / 2, picture);
      for (int x = 0; x < 300; x++) {
        if (x < keep.x() || x >= keep.right()) {
          assertThat(window.column(x)).isZero();
        }
      }
    }
  }

  private static double sum(List<Rect> cores, int feather, Size picture, int x, int y) {
    return cores.stream()
        .map(core -> new BlendWindow(core, feather, picture))
        .mapToDouble(window -> window.column(x) * window.row(y))
        .sum();
  }

  private static List<Rect> tiling(Size picture, Random random) {
    List<Integer> columns = cuts(picture.width(), random);
    List<Integer> rows = cuts(picture.height(), random);
    List<Rect> cores = new ArrayList<>();
    for (int r = 1; r < rows.size(); r++) {
      for (int c = 1; c < columns.size(); c++) {
        cores.add(Rect.between(columns.get(c - 1), rows.get(r - 1), columns.get(c), rows.get(r)));
      }
    }
    return cores;
  }

  private static List<Integer> cuts(int length, Random random) {
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, length));
    for (int i = random.nextInt(4); i > 0; i--) {
      cuts.add(random.nextInt(length));
    }
    return List.copyOf(cuts);
  }
}
