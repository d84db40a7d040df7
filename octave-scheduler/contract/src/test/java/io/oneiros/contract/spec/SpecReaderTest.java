package io.oneiros.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Measure;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.TilingMode;
import io.oneiros.contract.spec.Ascent.Optimiser;
import io.oneiros.contract.spec.Start.From;
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
            {"preset": "p", "model": "googlenet", "layers": [{"name": "mixed4", "weight": -0.5},
               {"name": "x", "measure": "l2", "channels": [3, 0]}], "measure": "mean",
             "octaves": 3, "octaveScale": 1.5, "iterations": [7, 8, 9], "step": [2, 1.5, 1],
             "jitter": 8, "tile": 256, "halo": 96, "mode": "exact", "seed": 9000000000,
             "ascent": {"optimiser": "adam", "pad": 12}, "regularise": {"tv": 2},
             "start": {"from": "noise", "width": 640}, "finish": {"luminance": true},
             "priority": "high", "device": "any"}""");

    assertThat(spec)
        .isEqualTo(
            new DreamSpec(
                "p",
                "googlenet",
                List.of(
                    new LayerWeight("mixed4", -0.5),
                    new LayerWeight("x", 1.0, Measure.L2, List.of(3, 0))),
                Measure.MEAN,
                3,
                1.5,
                null,
                List.of(7, 8, 9),
                List.of(2.0, 1.5, 1.0),
                8,
                256,
                96,
                TilingMode.EXACT,
                9_000_000_000L,
                new Ascent(
                    null, null, Optimiser.ADAM, null, null, null, null, null, null, 12, null),
                new Regularise(
                    2.0, null, null, null, null, null, null, null, null, null, null, null, null),
                new Start(From.NOISE, 640, null, null, null, null),
                new Finish(null, null, true, null),
                Priority.HIGH,
                "any"));
  }

  @Test
  void specOfAnOlderVersionIsRead() {
    DreamSpec spec = read("{\"iterations\": 10, \"step\": 1.5}");
    assertThat(spec.iterations()).containsExactly(10);
    assertThat(spec.step()).containsExactly(1.5);
    assertThat(read("{\"step\": 2}").step()).containsExactly(2.0);
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
        "{'layers': [{'nam': 'x'}]}        | There is no field 'layers[0].nam'. Did you mean 'layers[0].name'? The fields are at, channels, class",
        "{'ascent': {'momentu': 1}}        | There is no field 'ascent.momentu'. Did you mean 'ascent.momentum'? The fields are bands, blur,",
        "{'momentum': 0.9}                 | There is no field 'momentum'. Did you mean 'ascent.momentum'?",
        "{'colour': 1}                     | There is no field 'colour'. The fields are ascent, device,",
        "{'ascent': {'momentum': '1'}}     | ascent.momentum is '1'; it must be a number.",
        "{'ascent': {'flip': 1}}           | ascent.flip is 1; it must be true or false.",
        "{'ascent': {'optimiser': 'sgd'}}  | ascent.optimiser is 'sgd'; it must be plain or momentum or adam.",
        "{'ascent': 3}                     | ascent is 3; it must be an object such as",
        "{'regularise': []}                | regularise is []; it must be an object such as",
        "{'start': {'from': 'white'}}      | start.from is 'white'; it must be photo or noise or grey.",
        "{'start': {'width': 1.5}}         | start.width",
        "{'finish': {'strength': {}}}      | finish.strength is {}; it must be a number.",
        "{'iterations': '10'}              | iterations",
        "{'iterations': 1.5}               | iterations",
        "{'iterations': [10, 'x']}         | iterations[1] is 'x'; it must be a whole number.",
        "{'iterations': [null]}            | iterations[0] is null; it must be",
        "{'step': [1, true]}               | step[1] is true; it must be a number.",
        "{'measure': 'sum'}                | measure is 'sum'; it must be l2 or mean or direction",
        "{'layers': [{'name': 'x', 'channels': ['3']}]} | channels[0] is '3'; it must be a whole number",
        "{'octaves': '3'}                  | octaves is '3'; it must be a whole number.",
        "{'octaves': 3.5}                  | octaves",
        "{'octaves': true}                 | octaves",
        "{'octaves': 99999999999}          | octaves is 99999999999, which cannot be read.",
        "{'octaves': []}                   | octaves is []; it must be a whole number.",
        "{'step': '1.5'}                   | step[0] is '1.5'; it must be a number.",
        "{'step': NaN}                     | It is not JSON at line 1, column 13: Non-standard token 'NaN'.",
        "{'step': :}                       | It is not JSON at line 1, column 10: Unexpected character",
        "{'model': 3}                      | model",
        "{'model': {}}                     | model is {}; it must be a text.",
        "{'layers': 'mixed4'}              | layers is 'mixed4'; it must be a list.",
        "{'layers': ['mixed4']}            | layers[0] is 'mixed4'; it must be an object such as",
        "{'layers': [null]}                | layers",
        "{'layers': [{'weight': 'heavy'}]} | layers[0].weight is 'heavy'; it must be a number.",
        "{'mode': 'quick'}                 | mode is 'quick'; it must be exact or fast.",
        "{'mode': 1}                       | mode",
        "{'seed': 1, 'seed': 2}            | It is not JSON at line 1, column 19: Duplicate field 'seed'.",
        "{'seed': 1} trailing              | It is not JSON",
        "{'seed': 1                        | It is not JSON at line 1, column 11: Unexpected end-of-input.",
        "[]                                | The spec is []; it must be a JSON object.",
        "text                              | It is not JSON at line 1, column 5: Unrecognized token 'text'",
        "3                                 | The spec is 3; it must be a JSON object.",
        "null                              | The spec is null; it must be a JSON object."
      })
  void whatCannotBeMeantIsNamed(String json, String detail) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.INVALID_SPEC))
        .message()
        .contains(detail.replace('"', '\''))
        .doesNotContain("Source", "REDACTED", "Feature");
  }

  @Test
  void deepNestingIsRefusedNotFollowed() {
    assertThatThrownBy(() -> read("{\"layers\":" + "[".repeat(60_000)))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("It is nested too deeply");
  }

  private static DreamSpec read(String json) {
    return SpecReader.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
