package io.oneiros.engine.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JitterTest {
  @Test
  void aPartOfTheStepsHasTheShiftsOfTheWhole() {
    List<Shift> all = Jitter.shifts(7, 2, 0, 20, 32);
    assertThat(Jitter.shifts(7, 2, 5, 13, 32)).isEqualTo(all.subList(5, 13));
  }

  @Test
  void staysTheSameForEver() {
    assertThat(Jitter.shifts(5, 1, 0, 3, 32))
        .containsExactly(new Shift(-25, 23), new Shift(19, -2), new Shift(-6, 8));
  }

  @Test
  void differsBySeedOctaveAndStep() {
    Set<List<Shift>> seen = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      for (int octave = 0; octave < 5; octave++) {
        seen.add(Jitter.shifts(seed, octave, 0, 8, 32));
      }
    }
    assertThat(seen).hasSize(100);
    assertThat(new HashSet<>(Jitter.shifts(0, 0, 0, 1000, 512))).hasSizeGreaterThan(990);
  }

  @Test
  void usesTheWholeRangeEvenly() {
    int[] counts = new int[9];
    for (Shift shift : Jitter.shifts(3, 1, 0, 90_000, 4)) {
      counts[shift.dx() + 4]++;
      counts[shift.dy() + 4]++;
    }
    for (int count : counts) {
      assertThat(count).isCloseTo(20_000, within(600));
    }
  }

  @Test
  void isNoneWithoutJitter() {
    assertThat(Jitter.shifts(9, 1, 0, 50, 0)).containsOnly(Shift.NONE);
  }
}
