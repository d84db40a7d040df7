package io.oneiros.contract.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TilePlanTest {
  @Test
  void cutsEvenlyIntoAsFewTilesAsFit() {
    TilePlan plan = TilePlan.even(new Size(1025, 700), 512, 0);

    assertThat(plan.xs()).containsExactly(0, 342, 683, 1025);
    assertThat(plan.ys()).containsExactly(0, 350, 700);
    assertThat(plan.core(4)).isEqualTo(new Rect(342, 350, 341, 350));
    assertThat(plan.keep(4)).isEqualTo(plan.core(4));
  }

  @Test
  void shiftsTheGridByHalfATileSoThatTheFirstAndLastAreHalfAsLarge() {
    TilePlan plan = TilePlan.shifted(new Size(1024, 300), 512, TilePlan.FEATHER);

    assertThat(plan.xs()).containsExactly(0, 256, 768, 1024);
    assertThat(plan.ys()).as("one part has no cut to move").containsExactly(0, 300);
    assertThat(plan.keep(1)).isEqualTo(new Rect(240, 0, 544, 300));
  }

  @Test
  void mergesAShiftedTileThatIsThinnerThanTheFeather() {
    assertThat(Cuts.shifted(150, 50, 32)).containsExactly(0, 75, 150);
  }

  @Test
  void coresAreDisjointAndCoverWhateverTheSize() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      Size picture = new Size(1 + random.nextInt(900), 1 + random.nextInt(900));
      int tile = 128 + random.nextInt(300);
      for (TilePlan plan :
          List.of(
              TilePlan.even(picture, tile, TilePlan.FEATHER),
              TilePlan.shifted(picture, tile, TilePlan.FEATHER))) {
        List<Rect> cores = IntStream.range(0, plan.tiles()).mapToObj(plan::core).toList();
        assertCoversOnce(picture, cores);
        assertThat(cores).allMatch(core -> core.width() <= tile && core.height() <= tile);
        for (int t = 0; t < cores.size(); t++) {
          assertThat(plan.keep(t)).isEqualTo(cores.get(t).grown(16, picture));
        }
      }
    }
  }

  @Test
  void noCoreOfAPictureInSeveralTilesIsThinnerThanTheFeather() {
    for (int side = 129; side < 1500; side++) {
      List<Integer> cuts = Cuts.shifted(side, 128, TilePlan.FEATHER);
      for (int k = 1; k < cuts.size(); k++) {
        assertThat(cuts.get(k) - cuts.get(k - 1)).as("side %d", side).isBetween(32, 160);
      }
    }
  }

  @Test
  void regionsCoverOnceAndBeginOnChunks() {
    Random random = new Random(11);
    for (int i = 0; i < 20; i++) {
      Size picture = new Size(1 + random.nextInt(5000), 1 + random.nextInt(3000));
      List<Rect> regions = TilePlan.regions(picture);

      assertCoversOnce(picture, regions);
      assertThat(regions)
          .allMatch(r -> r.x() % 256 == 0 && r.y() % 256 == 0)
          .allMatch(r -> r.width() <= 2048 && r.height() <= 2048);
    }
  }

  @Test
  void knowsWhichTilesLieOverARegion() {
    TilePlan plan = TilePlan.even(new Size(3000, 500), 1000, TilePlan.FEATHER);

    assertThat(plan.over(new Rect(0, 0, 2048, 500))).containsExactly(0, 1, 2);
    assertThat(plan.over(new Rect(2048, 0, 952, 500))).containsExactly(2);
    assertThat(plan.over(new Rect(0, 0, 984, 500))).containsExactly(0);
    assertThat(plan.over(new Rect(0, 0, 985, 500))).containsExactly(0, 1);
  }

  /** Same area and no two that meet: then every pixel lies in exactly one. */
  private static void assertCoversOnce(Size picture, List<Rect> parts) {
    List<Rect> seen = new ArrayList<>();
    long area = 0;
    for (Rect part : parts) {
      assertThat(picture.whole().intersection(part)).isEqualTo(part);
      assertThat(seen).noneMatch(part::intersects);
      seen.add(part);
      area += part.pixels();
    }
    assertThat(area).isEqualTo(picture.pixels());
  }
}
