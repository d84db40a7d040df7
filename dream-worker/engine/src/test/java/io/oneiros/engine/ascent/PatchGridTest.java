package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Reflection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchGridTest {
  private static final int STRIDE = 16;

  /** Axes are alike, so each case runs along x with a y that is all of the picture. */
  @ParameterizedTest
  @CsvSource({
    "1024, 0, 256, 96",
    "1024, 256, 256, 96",
    "1024, 768, 256, 96",
    "1000, 744, 256, 96",
    "575, 0, 575, 0",
    "575, 0, 575, 128",
    "575, 288, 287, 64",
    "575, 100, 333, 40",
    "300, 130, 20, 0",
    "300, 13, 200, 86",
    "300, 13, 200, 87",
    "300, 13, 200, 88",
    "33, 7, 20, 5",
    "17, 0, 17, 3",
    "5, 0, 5, 0",
    "300, 284, 16, 0",
    "300, 283, 16, 0"
  })
  void patchesHoldTheirPromises(int width, int from, int core, int halo) {
    for (int jitter : new int[] {0, 1, 32}) {
      PatchGrid grid = new PatchGrid(width, 64, STRIDE, jitter);
      Area tile = new Area(from, 0, core, 64);
      List<Shift> shifts =
          IntStream.rangeClosed(-jitter, jitter).mapToObj(d -> new Shift(d, -d)).toList();
      Area footprint = grid.footprint(tile, tile, halo, shifts);
      assertThat(new Area(0, 0, width, 64).contains(footprint)).isTrue();
      int length = grid.patch(tile, halo, shifts.get(0)).width();
      for (Shift shift : shifts) {
        Area outgrown = grid.outgrown(shift);
        Area patch = grid.patch(tile, halo, shift);
        assertThat(patch.width()).as("one size for every phase").isEqualTo(length);
        assertThat(length % STRIDE).isZero();
        assertThat(Math.floorMod(patch.x() - shift.dx(), STRIDE)).as("on the grid").isZero();
        assertThat(outgrown.contains(patch)).isTrue();
        assertThat(patch.x()).isLessThanOrEqualTo(Math.max(0, from - halo));
        assertThat(patch.right()).isGreaterThanOrEqualTo(Math.min(width, from + core + halo));
        if (from - halo <= 0) {
          assertThat(patch.x()).as("begins with the picture").isEqualTo(outgrown.x());
        }
        if (from + core + halo >= width) {
          assertThat(patch.right()).as("ends with the picture").isEqualTo(outgrown.right());
        }
        for (int x = patch.x(); x < patch.right(); x++) {
          assertThat(Reflection.index(x, width)).isBetween(footprint.x(), footprint.right() - 1);
        }
      }
    }
  }

  @Test
  void anInsideTileTakesTheCellsTheArchitectureSays() {
    PatchGrid grid = new PatchGrid(4096, 4096, STRIDE, 32);
    Area patch = grid.patch(new Area(1024, 1024, 512, 300), 96, new Shift(5, 9));
    assertThat(patch.width()).isEqualTo((512 + 2 * 96 + 15 + 15) / 16 * 16);
    assertThat(patch.height()).isEqualTo((300 + 2 * 96 + 15 + 15) / 16 * 16);
  }

  @Test
  void theWholePictureIsOnePatch() {
    PatchGrid grid = new PatchGrid(1024, 575, STRIDE, 32);
    Shift shift = new Shift(-7, 20);
    assertThat(grid.patch(new Area(0, 0, 1024, 575), 0, shift))
        .isEqualTo(grid.outgrown(shift))
        .isEqualTo(new Area(-7, -12, 1040, 592));
  }

  @Test
  void withoutJitterNothingGrowsAtTheStart() {
    assertThat(new PatchGrid(1000, 575, STRIDE, 0).outgrown(Shift.NONE))
        .isEqualTo(new Area(0, 0, 1008, 576));
  }

  @Test
  void shiftsThatDifferByStridesAreTheSamePhase() {
    PatchGrid grid = new PatchGrid(1024, 575, STRIDE, 64);
    Area core = new Area(256, 128, 256, 128);
    assertThat(grid.patch(core, 48, new Shift(3, -5)))
        .isEqualTo(grid.patch(core, 48, new Shift(3 - 32, -5 + 48)));
  }

  @Test
  void theFootprintHoldsWhatIsKept() {
    PatchGrid grid = new PatchGrid(1024, 1024, STRIDE, 0);
    Area keep = new Area(240, 240, 288, 288);
    assertThat(grid.footprint(new Area(256, 256, 256, 256), keep, 0, List.of(Shift.NONE)))
        .isEqualTo(keep);
  }
}
