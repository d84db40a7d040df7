package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WarpsTest {
  private static final Robustness STRONG = new Robustness(1.5, 30, true, 20);

  @Test
  void fewerStepsHaveTheWarpsOfMore() {
    List<Warp> all = Warps.of(7, 2, 20, STRONG, 16);
    assertThat(Warps.of(7, 2, 8, STRONG, 16)).isEqualTo(all.subList(0, 8));
    assertThat(Warps.warp(7, 2, 13, STRONG, 16)).isEqualTo(all.get(13));
  }

  @Test
  void staysTheSameForEver() {
    Warp warp = Warps.warp(5, 1, 0, STRONG, 16);
    assertThat(warp.scale()).isCloseTo(0.8360230622572943, within(1e-12));
    assertThat(warp.radians()).isCloseTo(0.03620479284223257, within(1e-12));
    assertThat(warp.flip()).isFalse();
  }

  @Test
  void differsBySeedOctaveAndStep() {
    Set<Warp> seen = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      for (int octave = 0; octave < 5; octave++) {
        seen.addAll(Warps.of(seed, octave, 10, Robustness.LUCID, 8));
      }
    }
    assertThat(seen).hasSize(1000);
  }

  @Test
  void usesTheWholeRangeAndNoMore() {
    List<Warp> warps = Warps.of(3, 0, 20_000, STRONG, 16);
    assertThat(warps).allMatch(w -> w.scale() >= 1 / 1.5 && w.scale() <= 1.5);
    assertThat(warps).allMatch(w -> Math.abs(w.radians()) <= Math.toRadians(30));
    assertThat(warps.stream().mapToDouble(w -> Math.log(w.scale())).average().orElseThrow())
        .isCloseTo(0, within(0.01));
    assertThat(warps.stream().mapToDouble(Warp::scale).max().orElseThrow()).isGreaterThan(1.499);
    assertThat(warps.stream().mapToDouble(Warp::radians).min().orElseThrow())
        .isLessThan(Math.toRadians(-29.9));
    assertThat(warps.stream().filter(Warp::flip).count()).isBetween(9_700L, 10_300L);
    // Twice 20 pixels take three cells of 16.
    assertThat(warps).allMatch(w -> w.frame().across() == 48 && w.frame().down() == 48);
    assertThat(warps.stream().map(w -> w.frame().left()).distinct()).hasSize(49);
    assertThat(warps.stream().map(w -> w.frame().top()).distinct()).hasSize(49);
  }

  @Test
  void withoutRangesThereIsNothingToDo() {
    assertThat(Warps.of(1, 0, 50, Robustness.NONE, 8))
        .allMatch(w -> w.scale() == 1 && w.radians() == 0 && !w.flip())
        .allMatch(w -> w.frame().equals(Frame.NONE));
  }

  @Test
  void rangesAreChecked() {
    assertThatThrownBy(() -> new Robustness(0.9, 0, false, 0)).hasMessageContaining("scale 0.9");
    assertThatThrownBy(() -> new Robustness(1, 181, false, 0)).hasMessageContaining("degrees 181");
    assertThatThrownBy(() -> new Robustness(1, 0, false, -1)).hasMessageContaining("pad -1");
  }
}
