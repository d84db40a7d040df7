package io.oneiros.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Measure;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.TilingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {
  @Test
  void everyFieldIsRead() {
    DreamSpec spec =
        read(
            """
            {"model": "googlenet", "layers": [{"name": "mixed4", "weight": -0.5},
               {"name": "x", "measure": "l2", "channels": [3, 0]}], "measure": "mean",
             "octaves": 3, "octaveScale": 1.5, "iterations": 7, "step": 2, "jitter": 8,
             "tile": 256, "halo": 96, "mode": "exact", "seed": 9000000000}""");

    assertThat(spec)
        .isEqualTo(
            new DreamSpec(
                "googlenet",
                List.of(
                    new LayerWeight("mixed4", -0.5),
                    new LayerWeight("x", 1.0, Measure.L2, List.of(3, 0))),
                Measure.MEAN,
                3,
                1.5,
                7,
                2.0,
                8,
                256,
                96,
                TilingMode.EXACT,
                9_000_000_000L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "{}", "{\"layers\": [], \"seed\": null}"})
  void whatIsNotGivenIsLeftToTheDefaults(String json) {
    assertThat(read(json)).isEqualTo(DreamSpec.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'octave': 3}                     | There is no field 'octave'. Did you mean 'octaves'?",
        "{'octave_scale': 3}               | Did you mean 'octaveScale'?",
        "{'layers': [{'nam': 'x'}]}        | There is no field 'nam'. Did you mean 'name'? The fields are channels, measure, name, weight.",
        "{'measure': 'sum'}                | measure is sum; it must be l2 or mean.",
        "{'layers': [{'name': 'x', 'channels': ['3']}]} | channels[0] must be a whole number",
        "{'octaves': '3'}                  | octaves must be a whole number.",
        "{'octaves': 3.5}                  | octaves",
        "{'octaves': true}                 | octaves",
        "{'octaves': 99999999999}          | octaves",
        "{'octaves': []}                   | octaves must be a whole number.",
        "{'step': '1.5'}                   | step must be a number.",
        "{'step': NaN}                     | It is not JSON",
        "{'model': 3}                      | model",
        "{'model': {}}                     | model must be a text.",
        "{'layers': 'mixed4'}              | layers must be a list.",
        "{'layers': ['mixed4']}            | layers[0] must be an object such as",
        "{'layers': [null]}                | layers",
        "{'layers': [{'weight': 'heavy'}]} | layers[0].weight must be a number.",
        "{'mode': 'quick'}                 | mode is quick; it must be exact or fast.",
        "{'mode': 1}                       | mode",
        "{'seed': 1, 'seed': 2}            | seed",
        "{'seed': 1} trailing              | It is not JSON",
        "{'seed': 1                        | It is not JSON",
        "[]                                | The spec must be a JSON object.",
        "text                              | It is not JSON",
        "3                                 | The spec must be a JSON object.",
        "null                              | it must be a JSON object."
      })
  void whatCannotBeMeantIsNamed(String json, String detail) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.INVALID_SPEC))
        .hasMessageContaining(detail.replace('"', '\''));
  }

  @Test
  void deepNestingIsRefusedNotFollowed() {
    assertThatThrownBy(() -> read("{\"layers\":" + "[".repeat(60_000)))
        .isInstanceOf(ProblemException.class);
  }

  private static DreamSpec read(String json) {
    return SpecReader.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
