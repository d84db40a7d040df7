package io.oneiros.engine.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  private static final Picture PICTURE = Picture.blank(4, 3);

  @Test
  void itIsLocalIfAllOfItIs() {
    Objective.Layer squares = new Objective.Layer("a", 1);
    Objective.Layer style = new Objective.Layer("b", 1, new Measure.Style(PICTURE));
    assertThat(new Objective(List.of(squares)).local()).isTrue();
    assertThat(new Objective(List.of(squares, style)).local()).isFalse();
  }

  @Test
  void whatIsOfTheWholePictureHasNoPlace() {
    refused(
        () ->
            new Objective.Layer(
                "b",
                1,
                new Measure.Classes(List.of(1), 0),
                Optional.of(new Place(0, 0)),
                Optional.empty()),
        "Classes of b is of the whole picture");
  }

  @Test
  void whatMeansNothingIsRefusedWithItsValue() {
    refused(() -> new Objective.Layer("a", 0), "weight of a is 0.0");
    refused(() -> new Measure.Squares(List.of(3, 3)), "[3, 3]");
    refused(() -> new Measure.Classes(List.of(), 0), "there must be a class");
    refused(() -> new Measure.Classes(List.of(1), -1), "penalty is -1.0");
    refused(() -> new Measure.Direction(List.of(0.0, 0.0)), "[0.0, 0.0]");
    refused(() -> new Measure.Cosine(List.of(1.0, Double.NaN)), "NaN");
    refused(() -> new Measure.Ranked(PICTURE, 0, Measure.Ranked.Rank.WEAKEST), "0 channels");
    refused(() -> new Place(1.01, 0), "x is 1.01");
    refused(() -> new Emphasis(PICTURE, Optional.of(new Area(0, 0, 3, 4))), "Picture[4 x 3]");
    refused(() -> new Emphasis(new Picture(1, 1, new float[] {1, 1, 1.5f})), "1.5");
  }

  @Test
  void aPlaceIsInThePicture() {
    assertThat(new Place(1, 0).column(640)).isEqualTo(639);
    assertThat(new Place(1, 0).row(480)).isZero();
    assertThat(new Place(0.5, 0.5).column(641)).isEqualTo(320);
  }

  private static void refused(ThrowingCallable making, String why) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
