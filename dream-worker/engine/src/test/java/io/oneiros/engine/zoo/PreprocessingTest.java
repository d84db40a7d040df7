package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {

  @Test
  void pixelsMayBeTakenAsTheyAre() {
    assertParsed("rgb", false, new float[] {0, 0, 0}, new float[] {1, 1, 1});
    assertParsed("bgr", true, new float[] {0, 0, 0}, new float[] {1, 1, 1});
  }

  @Test
  void meanAndDeviationAreOneNumberOrThree() {
    assertParsed(
        "rgb,123.7:116.3:103.5,58.4:57.1:57.4",
        false,
        new float[] {123.7f, 116.3f, 103.5f},
        new float[] {58.4f, 57.1f, 57.4f});
    assertParsed("bgr,127.5,255", true, filled(127.5f), filled(255));
    assertParsed("bgr,1:2:3,4", true, new float[] {1, 2, 3}, filled(4));
  }

  @Test
  void theCommonOnesHaveNames() {
    assertParsed("inception", false, filled(128), filled(128));
    assertParsed("caffe", true, new float[] {104, 117, 123}, filled(1));
    assertParsed("tanh", false, filled(127.5f), filled(127.5f));
    assertParsed("sigmoid", false, filled(0), filled(255));
    Preprocessing imagenet = Preprocessing.parse("imagenet");
    assertThat(imagenet.bgr()).isFalse();
    float[] mean = {0.485f, 0.456f, 0.406f};
    float[] std = {0.229f, 0.224f, 0.225f};
    Preprocessing asInTheZoo =
        new Entry.Input("RGB", new float[] {0, 1}, mean, std).preprocessing();
    assertThat(imagenet.mean()).containsExactly(asInTheZoo.mean(), within(1e-4f));
    assertThat(imagenet.std()).containsExactly(asInTheZoo.std(), within(1e-4f));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gray,1,2",
        "rgb,",
        "rgb,1",
        "rgb,1,2,3",
        "rgb,1:2,3",
        "rgb,1:2:3:4,3",
        "rgb,1::3,2",
        "rgb,a,1",
        "rgb,1,0",
        "rgb,NaN,1",
        "torch"
      })
  void whatHasNoneOfTheFormsIsToldThem(String text) {
    assertThatThrownBy(() -> Preprocessing.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "'" + text + "'", "rgb,MEAN,STD", "bgr", "imagenet", "inception", "caffe");
  }

  private static void assertParsed(String text, boolean isBgr, float[] mean, float[] std) {
    Preprocessing parsed = Preprocessing.parse(text);
    assertThat(parsed.bgr()).isEqualTo(isBgr);
    assertThat(parsed.mean()).containsExactly(mean);
    assertThat(parsed.std()).containsExactly(std);
  }

  private static float[] filled(float value) {
    return new float[] {value, value, value};
  }
}
