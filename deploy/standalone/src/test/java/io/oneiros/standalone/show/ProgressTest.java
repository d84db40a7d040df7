package io.oneiros.standalone.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.contract.TilingMode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void countsFromOneForPeople() {
    Progress progress = Progress.of(snapshot(DreamStatus.RUNNING, 1, List.of(2.5), 400, 1000));
    assertThat(progress.text()).isEqualTo("octave 2/4, tile 3/12, step 4/10");
    assertThat(progress.done()).isEqualTo(400);
    assertThat(progress.total()).isEqualTo(1000);
  }

  @Test
  void isNoneWhileTheWorkIsNotKnown() {
    Progress progress = Progress.of(snapshot(DreamStatus.ACCEPTED, 0, List.of(), 0, 0));
    assertThat(progress).isEqualTo(new Progress("reading the picture", 0, 1));
  }

  @Test
  void afterTheLastOctaveThePictureIsWritten() {
    List<Double> octaves = List.of(1.0, 2.0, 3.0, 4.0);
    assertThat(Progress.of(snapshot(DreamStatus.RUNNING, 3, octaves, 1000, 1000)).text())
        .isEqualTo("writing the picture");
  }

  @Test
  void neverExceedsTheWhole() {
    assertThat(Progress.of(snapshot(DreamStatus.RUNNING, 3, List.of(), 1200, 1000)).done())
        .isEqualTo(1000);
  }

  @Test
  void withoutATerminalEveryOctaveIsToldOnce() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (ProgressView view = ProgressView.on(new PrintStream(err), false)) {
      view.accept(snapshot(DreamStatus.RUNNING, 0, List.of(), 0, 1000));
      view.accept(snapshot(DreamStatus.RUNNING, 2, List.of(1.5, 2.25), 500, 1000));
      view.accept(snapshot(DreamStatus.RUNNING, 2, List.of(1.5, 2.25), 600, 1000));
    }
    assertThat(err.toString().lines()).containsExactly("octave 1/4: 1.5 s", "octave 2/4: 2.3 s");
  }

  @Test
  void summaryIsOneLineOfFigures() {
    DreamSnapshot end = snapshot(DreamStatus.COMPLETED, 3, List.of(1.5, 2.25), 1000, 1000);
    assertThat(Summary.of(end, Path.of("/tmp/out.png")).json())
        .isEqualTo(
            "{\"id\":\"d1\",\"status\":\"completed\",\"seconds\":12.5,\"octaveSeconds\":[1.5,2.25],"
                + "\"tiles\":3,\"attempts\":5,\"pixelSteps\":1000,\"out\":\"/tmp/out.png\"}");
  }

  private static DreamSnapshot snapshot(
      DreamStatus status, int octave, List<Double> octaveSeconds, long done, long total) {
    Recipe recipe =
        new Recipe(
            "inception_v3",
            "0",
            List.of(new LayerWeight("mixed3", 1.0)),
            16,
            159,
            75,
            4,
            1.4,
            null,
            List.of(10),
            List.of(1.5),
            32,
            512,
            64,
            TilingMode.FAST,
            0,
            null,
            null,
            null,
            null,
            null);
    return new DreamSnapshot(
        "d1",
        7,
        status,
        recipe,
        new Size(1024, 575),
        octave,
        new DreamSnapshot.Progress(3, 12, 4, 10, done, total, 5),
        octaveSeconds,
        START,
        START.plusMillis(12_500),
        null,
        null,
        null,
        null,
        false,
        null);
  }
}
