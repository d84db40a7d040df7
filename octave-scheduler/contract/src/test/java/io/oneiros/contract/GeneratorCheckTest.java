package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.spec.Start;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorCheckTest {
  private static final GeneratorFacts FACTS = new GeneratorFacts("gen", "7a", 100, 64, 48);

  private final SpecCheck check =
      new SpecCheck(
          Limits.DEFAULTS,
          new ModelCatalog() {
            @Override
            public ModelFacts facts(String model, List<String> layers) {
              return new ModelFacts("net", "6aec", List.of("mixed3"), List.of(768), 16, 543, 75);
            }

            @Override
            public GeneratorFacts generator(String id) {
              assertThat(id).isEqualTo("gen");
              return FACTS;
            }
          });

  @Test
  void whereAGeneratorIsNamedItsCodeIsClimbedFromNoiseInOneOctave() {
    Recipe recipe = check.resolve(spec("{'start':{'generator':'gen','width':300,'height':200}}"));
    assertThat(recipe.start())
        .isEqualTo(
            new Start(Start.From.NOISE, 300, 200, Start.Parametrisation.GENERATOR, 1, "gen"));
    assertThat(recipe.octaves()).isEqualTo(1);
    assertThat(recipe.generator()).isEqualTo(FACTS);
    assertThat(recipe.regularise().codeDecay()).isEqualTo(0.005);
    check.pictures(recipe, false, false, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'start':{'generator':'gen','from':'grey'},'octaves':1}",
        "{'start':{'generator':'gen','parametrisation':'generator'},'octaveSides':[300]}",
        "{'start':{'generator':'gen'},'ascent':{'scale':1.1,'rotate':5,'flip':true}}",
        "{'start':{'generator':'gen'},'regularise':{'codeDecay':0,'codeLow':0,'codeHigh':30}}",
        "{'start':{'generator':'gen'},'measure':'content'}"
      })
  void whatGoesWithAGeneratorIsTaken(String json) {
    assertThat(check.resolve(spec(json)).generator()).isEqualTo(FACTS);
  }

  @Test
  void withoutOneThereIsNone() {
    assertThat(check.resolve(DreamSpec.DEFAULTS).generator()).isNull();
  }

  @Test
  void itsPictureMustBeInOneTileAndHasNoMask() {
    Recipe recipe = check.resolve(spec("{'start':{'generator':'gen'}}"));
    check.fits(recipe, new Size(1024, 800));
    assertThatThrownBy(() -> check.fits(recipe, new Size(1025, 800)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("start.parametrisation generator needs the whole picture");
    assertThatThrownBy(() -> check.pictures(recipe, true, false, true))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("every number of a code is everywhere");
  }

  private static DreamSpec spec(String json) {
    return Json.read(DreamSpec.class, json.replace('\'', '"').getBytes());
  }
}
