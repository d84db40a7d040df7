package io.oneiros.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.GeneratorFacts;
import io.oneiros.contract.Json;
import io.oneiros.contract.Limits;
import io.oneiros.contract.ModelCatalog;
import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.contract.SpecCheck;
import io.oneiros.contract.plan.Plan;
import io.oneiros.contract.spec.Presets;
import io.oneiros.contract.spec.SpecReader;
import io.oneiros.processes.Bounded;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes is a spec that can be worked with, or is refused. */
class SpecFuzzTest {
  private static final Size PICTURE = new Size(1000, 700);
  private static final long MEMORY = 256 << 20;
  private static final SpecCheck CHECK = new SpecCheck(Limits.DEFAULTS, new Facts());

  /** Of a network that has every layer and class. */
  private static final class Facts implements ModelCatalog {
    @Override
    public ModelFacts facts(String model, List<String> layers) {
      return new ModelFacts(
          "net",
          "ab12",
          layers.isEmpty() ? List.of("deep") : layers,
          Collections.nCopies(Math.max(1, layers.size()), 64),
          16,
          127,
          32);
    }

    @Override
    public GeneratorFacts generator(String id) {
      return new GeneratorFacts(id, "cd34", 64, 256, 192);
    }

    @Override
    public List<Integer> classes(String model, List<String> classes) {
      return classes.stream().map(name -> name.length() % 64).toList();
    }
  }

  static Stream<byte[]> seeds() {
    return Stream.concat(
        Presets.ALL.stream().map(preset -> Json.write(DreamSpec.class, preset.spec())),
        Stream.of(
                "{'octaveSides':[64,128],'iterations':[3,4],'step':[1.5,2e0],'seed':-9}",
                "{'layers':[{'name':'a','measure':'class','classes':['tabby','3'],'penalty':1,'at':[0.5,1]},{'name':'b','vector':[1,-1],'weight':-2,'region':'outside'}]}",
                "{'start':{'from':'noise','width':640,'height':480,'batch':4,'parametrisation':'fourier'},'ascent':{'optimiser':'adam'}}",
                "{'start':{'generator':'g'},'finish':{'strength':0.5},'regularise':{'tv':1},'priority':'low','device':'any'}")
            .map(text -> text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @DictionaryFile(resourcePath = "spec.dict")
  @FuzzTest
  void specIsResolvedOrRefused(byte[] json) throws Exception {
    Bounded.run(MEMORY, () -> resolved(json));
  }

  private static void resolved(byte[] json) {
    try {
      Recipe recipe = CHECK.resolve(SpecReader.read(json));
      assertSameAgain(recipe);
      planned(recipe, true);
      planned(recipe, false);
    } catch (ProblemException e) {
      assertThat(e.problem().detail()).isNotBlank();
    }
  }

  private static void planned(Recipe recipe, boolean photo) {
    try {
      CHECK.pictures(recipe, photo, true, true);
      Size picture = photo ? PICTURE : recipe.start().size();
      CHECK.fits(recipe, picture);
      assertPlanned(recipe, picture);
    } catch (ProblemException e) {
      assertThat(e.problem().detail()).isNotBlank();
    }
  }

  /** What a recipe says of itself is a spec that gives it again. */
  private static void assertSameAgain(Recipe recipe) {
    byte[] said = Json.write(DreamSpec.class, recipe.spec("same"));
    assertThat(CHECK.resolve(SpecReader.read(said))).isEqualTo(recipe);
  }

  private static void assertPlanned(Recipe recipe, Size picture) {
    Plan plan = Plan.of(recipe, picture);
    assertThat(plan.pixelSteps()).isEqualTo(recipe.pixelSteps(picture)).isPositive();
    assertThat(plan.patchSteps()).isGreaterThanOrEqualTo(plan.pixelSteps());
    assertThat(plan.octaves()).hasSize(recipe.octaves());
    assertThat(plan.stored()).isPositive();
  }
}
