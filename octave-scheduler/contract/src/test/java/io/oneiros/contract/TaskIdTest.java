package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ids and keys are written alike in a language that has digits of its own. */
class TaskIdTest {
  private static final TaskId TILE = new TaskId("d1", "k3", 2, 3, TaskId.Kind.TILE, 4, 5);
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void inPersian() {
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    assertThat("%d".formatted(1)).isNotEqualTo("1");
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void anIdIsReadAsItIsWritten() {
    assertThat(TILE).hasToString("d1/k3/o2/r3/tile/4/a5");
    assertThat(TaskId.of(TILE.toString())).isEqualTo(TILE);
  }

  @Test
  void theKeyOfADeltaIsPlain() {
    assertThat(ObjectKeys.delta(TILE)).isEqualTo("dreams/d1/k3/o2/r3/t4-a5");
  }
}
