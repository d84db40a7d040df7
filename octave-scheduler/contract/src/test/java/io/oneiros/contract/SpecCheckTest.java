package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Finish;
import io.oneiros.contract.spec.Presets;
import io.oneiros.contract.spec.Priority;
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
                Finish.NONE.checked(Limits.DEFAULTS),
                null));
  }

  @Test
  void termsAreThoseOfTheSpecAndTheTenant() {
    assertThat(check.terms(spec("{}"), "")).isEqualTo(new Terms("", Priority.NORMAL, "same"));
    assertThat(check.terms(spec("{'priority':'high','device':'cpu-x'}"), "acme"))
        .isEqualTo(new Terms("acme", Priority.HIGH, "cpu-x"));
  }

  @Test
  void termsThatNobodyCanKeepAreRefused() {
    assertThatThrownBy(() -> check.terms(spec("{'device':'gpu'}"), ""))
        .hasMessageContaining("device is 'gpu'; it must be same, any, or a kind of device");
    assertThatThrownBy(() -> check.terms(spec("{'device':'CPU 1'}"), ""))
        .hasMessageContaining("device is 'CPU 1'; it must be same, any, or a kind");
    assertThatThrownBy(() -> check.terms(spec("{}"), "A/B"))
        .hasMessageContaining("The tenant is 'A/B'");
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
        "{'preset':'clasic'}                  | unknown-preset      | no preset 'clasic'. Did you mean 'classic'? There are classic",
        "{'preset':'nice'}                    | unknown-preset      | no preset 'nice'. There are classic",
        "{'step':[1,0]}                       | option-out-of-range | step has 2 values for 4 octaves",
        "{'iterations':[1,2,3,4000]}          | iterations-out-of-range | iterations is 4000",
        "{'octaveSides':[300,200]}            | octaves-out-of-range | larger than the one before",
        "{'octaveSides':[300],'octaves':2}    | octaves-out-of-range | octaves 2 is said as well",
        "{'ascent':{'momentum':1}}            | option-out-of-range | ascent.momentum is 1.0; it must be between 0.0 and 0.999",
        "{'ascent':{'stopAt':1}}              | option-out-of-range | above 1.0",
        "{'regularise':{'smallNorm':100}}     | option-out-of-range | regularise.smallNorm is 100.0",
        "{'start':{'parametrisation':'fourier'},'ascent':{'blur':1}} | option-out-of-range | climbed in its own way",
        "{'start':{'parametrisation':'fourier'},'regularise':{'tv':1}} | option-out-of-range | only ascent.scale",
        "{'start':{'parametrisation':'generator'}} | option-out-of-range | needs start.generator",
        "{'start':{'generator':'g','from':'photo'}} | option-out-of-range | it must be noise or grey",
        "{'start':{'generator':'g','parametrisation':'fourier'}} | option-out-of-range | start.parametrisation is fourier; it must be generator",
        "{'start':{'generator':' '}} | option-out-of-range | it must be the id of a network",
        "{'start':{'generator':'g'},'regularise':{'codeLow':3}} | option-out-of-range | they must rise",
        "{'start':{'generator':'g'},'regularise':{'codeDecay':2}} | option-out-of-range | codeDecay is 2.0",
        "{'start':{'generator':'g'},'regularise':{'tv':1}} | option-out-of-range | regularise.codeHigh go with it",
        "{'start':{'generator':'g'},'ascent':{'optimiser':'adam'}} | option-out-of-range | climbed in its own way",
        "{'start':{'generator':'g'},'octaves':2} | octaves-out-of-range | There are 2 octaves",
        "{'start':{'generator':'g'},'octaveSides':[200,300]} | octaves-out-of-range | generator has 1",
        "{'start':{'generator':'g'}} | unknown-model | no generator 'g'",
        "{'regularise':{'codeDecay':0.1}} | option-out-of-range | name a start.generator",
        "{'start':{'parametrisation':'fourier'},'regularise':{'codeHigh':4}} | option-out-of-range | name a start.generator",
        "{'start':{'width':8}}                | option-out-of-range | start.width is 8; it must be between 16",
        "{'finish':{'strength':1.5}}          | option-out-of-range | finish.strength is 1.5",
        "{'layers':[{'name':'a','measure':'direction'}]}      | layers-out-of-range | needs a vector",
        "{'layers':[{'name':'a','measure':'cosine','vector':[1,2]}]} | layers-out-of-range | has 2 numbers; the layer has 768",
        "{'layers':[{'name':'a','vector':[1]}]}               | layers-out-of-range | cannot have a vector",
        "{'layers':[{'name':'a','count':2}]}                  | layers-out-of-range | cannot have a count",
        "{'layers':[{'name':'a','measure':'strongest','count':0}]} | layers-out-of-range | count of layer 'a' is 0",
        "{'layers':[{'measure':'class'}]}                     | layers-out-of-range | needs classes or channels",
        "{'layers':[{'measure':'class','classes':['dog']}]}   | unknown-class       | no class 'dog'",
        "{'layers':[{'measure':'class','channels':[1],'penalty':-1}]} | layers-out-of-range | penalty of layer",
        "{'layers':[{'name':'logits'}]}                       | layers-out-of-range | takes the measure class",
        "{'layers':[{'name':'a','measure':'diversity'}]}      | batch-needed        | Layer 'a' has the measure diversity, which compares",
        "{'layers':[{'name':'a','measure':'diversity','at':[0,0]}]} | layers-out-of-range | measure diversity is of the whole picture",
        "{'measure':'diversity','ascent':{'stopAt':2}}        | layers-out-of-range | stopAt needs an objective above 0",
        "{'start':{'batch':17}}                               | option-out-of-range | start.batch is 17; it must be between 1 and 16",
        "{'start':{'batch':2},'octaves':1}                    | option-out-of-range | begin from noise or grey, and start.from is photo",
        "{'start':{'batch':2,'from':'noise'}}                 | octaves-out-of-range | octaves is 4, and must be 1",
        "{'start':{'batch':2,'from':'noise'},'octaveSides':[99]} | octaves-out-of-range | without octaveSides",
        "{'start':{'batch':2,'from':'grey'},'octaves':1,'jitter':0} | option-out-of-range | all would be the same picture",
        "{'layers':[{'name':'a','at':[0.5]}]}                 | layers-out-of-range | two numbers between 0 and 1",
        "{'layers':[{'name':'a','at':[0.5,2]}]}               | layers-out-of-range | two numbers between 0 and 1",
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
  void aPresetIsUnderWhatTheSpecSays() {
    Recipe recipe = check.resolve(spec("{'preset':'tutorial','octaves':2,'ascent':{'blur':1}}"));

    assertThat(recipe.octaves()).isEqualTo(2);
    assertThat(recipe.octaveScale()).isEqualTo(1.3);
    assertThat(recipe.ascent().blur()).isEqualTo(1);
    assertThat(recipe.ascent().normalise()).isEqualTo(Ascent.Norm.DEVIATION);
    assertThat(recipe.layers()).extracting(LayerWeight::measure).containsOnly(Measure.MEAN);
  }

  @Test
  void sidesOfOctavesTakeThePlaceOfAPresetsOctaves() {
    Recipe recipe = check.resolve(spec("{'preset':'tutorial','octaveSides':[300]}"));
    assertThat(recipe.octaves()).isEqualTo(1);
  }

  @Test
  void octavesOfGivenSidesKeepThePicturesShape() {
    Recipe recipe = check.resolve(spec("{'octaveSides':[200,400,800]}"));

    assertThat(recipe.sizes(new Size(1000, 500)))
        .containsExactly(new Size(200, 100), new Size(400, 200), new Size(800, 400));
  }

  @Test
  void aRecipeCanBeAskedForAgain() {
    for (String said : new String[] {"{}", "{'octaveSides':[100,200]}", "{'mode':'exact'}"}) {
      Recipe recipe = check.resolve(spec(said));
      assertThat(check.resolve(recipe.spec(Terms.SAME))).isEqualTo(recipe);
    }
  }

  @Test
  void everyPresetHoldsItsOwnRules() {
    assertThat(Presets.ALL).hasSizeGreaterThanOrEqualTo(16);
    assertThat(Presets.ALL).extracting(Preset::name).doesNotHaveDuplicates();
    for (Preset preset : Presets.ALL) {
      assertThat(preset.source()).isNotBlank();
      assertThat(preset.look()).isNotBlank();
      SpecCheck known =
          new SpecCheck(
              Limits.DEFAULTS,
              new ModelCatalog() {
                @Override
                public ModelFacts facts(String model, List<String> layers) {
                  return SpecCheckTest.this.facts(model, layers);
                }

                @Override
                public List<Integer> classes(String model, List<String> classes) {
                  return List.of(1);
                }
              });
      Recipe recipe = known.resolve(spec("{'preset':'%s'}".formatted(preset.name())));
      boolean photo = recipe.start().width() == null;
      boolean guide = recipe.layers().stream().anyMatch(layer -> layer.measure().needsGuide());
      known.pictures(recipe, photo, guide, false);
      assertThat(known.resolve(recipe.spec(Terms.SAME))).isEqualTo(recipe);
    }
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
