package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Finish;
import io.oneiros.contract.spec.Regularise;
import io.oneiros.contract.spec.Start;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecCheckTest {
  private static final ModelFacts MIXED =
      new ModelFacts(
          "inception_v3", "6aec", List.of("mixed3", "mixed5"), List.of(768, 768), 16, 543, 75);

  private final SpecCheck check = new SpecCheck(Limits.DEFAULTS, this::facts);

  private ModelFacts facts(String model, List<String> layers) {
    return layers.isEmpty()
        ? MIXED
        : new ModelFacts(
            "inception_v3", "6aec", layers, Collections.nCopies(layers.size(), 768), 16, 543, 75);
  }

  @Test
  void emptySpecResolvesToTheDocumentedDefaults() {
    Recipe recipe = check.resolve(DreamSpec.DEFAULTS);

    assertThat(recipe)
        .isEqualTo(
            new Recipe(
                "inception_v3",
                "6aec",
                List.of(
                    new LayerWeight("mixed3", 1.0, Measure.L2, null),
                    new LayerWeight("mixed5", 1.0, Measure.L2, null)),
                16,
                543,
                75,
                4,
                1.4,
                null,
                List.of(10),
                List.of(1.5),
                32,
                1024,
                128,
                TilingMode.FAST,
                0,
                Ascent.NONE.checked(Limits.DEFAULTS),
                Regularise.NONE.checked(Limits.DEFAULTS),
                Start.NONE.checked(Limits.DEFAULTS),
                Finish.NONE.checked(Limits.DEFAULTS)));
  }

  @Test
  void weightsGoWithTheLayersTheyWereGivenFor() {
    Recipe recipe = check.resolve(spec("{'layers':[{'name':'a','weight':-2},{'name':'b'}]}"));

    assertThat(recipe.layers())
        .containsExactly(
            new LayerWeight("a", -2.0, Measure.L2, null),
            new LayerWeight("b", 1.0, Measure.L2, null));
  }

  @Test
  void aLayerIsMeasuredAsItSaysItselfOrElseAsTheSpecSays() {
    Recipe recipe =
        check.resolve(
            spec(
                "{'measure':'mean','layers':[{'name':'a','measure':'l2','channels':[7,0]},{'name':'b'}]}"));

    assertThat(recipe.layers())
        .containsExactly(
            new LayerWeight("a", 1.0, Measure.L2, List.of(7, 0)),
            new LayerWeight("b", 1.0, Measure.MEAN, null));
  }

  @Test
  void exactModeTakesThreeQuartersOfTheReceptiveFieldInWholeStrides() {
    assertThat(check.resolve(spec("{'mode':'exact'}")).halo()).isEqualTo(416);
  }

  @Test
  void fastModeTakesAThirdWhereThatIsLessThan128() {
    ModelFacts mixed3 = new ModelFacts("m", "x", List.of("mixed3"), List.of(768), 16, 159, 75);

    assertThat(SpecCheck.defaultHalo(TilingMode.FAST, mixed3)).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'octaves':0}       | octaves-out-of-range      | octaves is 0 ",
        "{'octaves':13}      | octaves-out-of-range      | between 1 and 12",
        "{'octaveScale':1.0} | octave-scale-out-of-range | octaveScale is 1.0",
        "{'octaveScale':4.1} | octave-scale-out-of-range | between 1.05 and 4.0",
        "{'iterations':0}    | iterations-out-of-range   | between 1 and 1000",
        "{'step':0}          | step-out-of-range         | step is 0.0",
        "{'step':'NaN'}      | step-out-of-range         | step is NaN",
        "{'jitter':-1}       | jitter-out-of-range       | jitter is -1",
        "{'tile':127}        | tile-out-of-range         | between 128 and 4096",
        "{'halo':2049}       | halo-out-of-range         | between 0 and 2048",
        "{'layers':[{'name':'a','weight':0}]} | layers-out-of-range | layer 'a' is 0.0",
        "{'layers':[{'name':'a','channels':[768]}]}  | channels-out-of-range | no channel 768; it has 768",
        "{'layers':[{'name':'a','channels':[-1]}]}   | channels-out-of-range | no channel -1",
        "{'layers':[{'name':'a','channels':[3,3]}]}  | channels-out-of-range | named twice",
        "{'layers':[{'name':' '}]}            | layers-out-of-range | without a name",
      })
  void valueOutOfRangeIsRefusedNamingValueAndLimit(String json, String code, String words) {
    assertThatThrownBy(() -> check.resolve(spec(json)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code().code()).isEqualTo(code);
              assertThat(e.problem().detail()).contains(words.strip());
            });
  }

  @Test
  void limitThatASettingMovesNamesTheSetting() {
    assertThatThrownBy(() -> check.resolve(spec("{'octaves':99}")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().setting()).isEqualTo("oneiros.limits.max-octaves"));
    assertThatThrownBy(() -> check.resolve(spec("{'tile':1}")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().setting()).isEqualTo("oneiros.limits.min-tile"));
  }

  @Test
  void pictureWithTooManyPixelsIsRefused() {
    assertThat(fits(new Size(20_000, 5_001))).isEqualTo("too-many-pixels");
    assertThat(fits(new Size(20_000, 5_000))).isEqualTo("fits");
  }

  @Test
  void smallestOctaveMustHoldTheDeepestLayer() {
    assertThat(fits(new Size(205, 400))).isEqualTo("smallest-octave-too-small");
    assertThat(fits(new Size(206, 400))).isEqualTo("fits");
  }

  private String fits(Size picture) {
    Function<Size, String> outcome =
        size -> {
          try {
            check.fits(check.resolve(DreamSpec.DEFAULTS), size);
            return "fits";
          } catch (ProblemException e) {
            return e.problem().code().code();
          }
        };
    return outcome.apply(picture);
  }

  private static DreamSpec spec(String json) {
    return Json.read(DreamSpec.class, json.replace('\'', '"').getBytes());
  }
}
