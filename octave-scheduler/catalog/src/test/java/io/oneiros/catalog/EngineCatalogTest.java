package io.oneiros.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.ModelFacts;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.Generator;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineCatalogTest {
  private static final Path FILE =
      Checkout.root().resolve("octave-scheduler/src/test/resources/models/tiny.tflite");
  private static final Network NETWORK = Zoo.openFile(FILE, Preprocessing.parse("rgb"));

  private final List<String> opened = new ArrayList<>();
  private final EngineCatalog catalog =
      new EngineCatalog() {
        @Override
        public Network open(String id) {
          opened.add(id);
          return NETWORK;
        }

        @Override
        public Generator openGenerator(String id) {
          return Zoo.openGenerator(FILE, Preprocessing.parse(id));
        }
      };

  @Test
  void factsAreTheEngines() {
    assertThat(catalog.facts("mine", List.of("stem", "net/block/concat")))
        .isEqualTo(
            new ModelFacts(
                NETWORK.id(),
                NETWORK.sha256(),
                List.of("net/stem/Relu", "net/block/concat"),
                List.of(4, 6),
                2,
                7,
                3));
    assertThat(opened).containsExactly("mine");
  }

  @Test
  void whoNamesNoNetworkMeansTheDefaultOne() {
    catalog.facts(null, List.of("stem"));
    catalog.classes(null, List.of("7"));

    assertThat(opened).containsExactly(Zoo.DEFAULT, Zoo.DEFAULT);
  }

  @Test
  void whatTheEngineRefusesIsAProblem() {
    assertThatThrownBy(() -> catalog.generator("rgb"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.WRONG_NETWORK_KIND));
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeOfTheEnginesIsOneOfTheContracts(ModelException.Code code) {
    assertThat(ProblemCode.of(code.toString()).code()).isEqualTo(code.toString());
  }
}
