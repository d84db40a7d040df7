package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.Json;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Measure;
import io.oneiros.contract.TilingMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the options of a dream become of its spec. */
class SpecOptionsTest {
  @TempDir Path folder;

  @Test
  void specHoldsWhatWasGivenAndNothingElse() {
    assertThat(new String(Json.write(DreamSpec.class, spec()), StandardCharsets.UTF_8))
        .isEqualTo("{}");
    DreamSpec spec =
        spec(
            "--model googlenet --measure mean --layer mixed4 --layer mixed5:-0.5 --octaves 3 --octave-scale 1.3"
                + " --iterations 7 --step 2.5 --jitter 16 --tile 512 --halo 96 --mode exact"
                + " --seed 42");
    assertThat(spec.layers())
        .containsExactly(new LayerWeight("mixed4", 1.0), new LayerWeight("mixed5", -0.5));
    assertThat(spec.mode()).isEqualTo(TilingMode.EXACT);
    assertThat(spec.measure()).isEqualTo(Measure.MEAN);
    assertThat(new String(Json.write(DreamSpec.class, spec), StandardCharsets.UTF_8))
        .endsWith(
            ("'octaves':3,'octaveScale':1.3,'iterations':[7],'step':[2.5],'jitter':16,'tile':512,"
                    + "'halo':96,'mode':'exact','seed':42}")
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({
    "mixed4, mixed4, 1",
    "mixed4:2, mixed4, 2",
    "mixed4:1e-2, mixed4, 0.01",
    "conv:0:3, conv:0, 3",
    "scope:0/conv, scope:0/conv, 1",
    "scope:0/conv:2, scope:0/conv, 2"
  })
  void colonAndNumberAreTheLayersWeight(String text, String name, double weight) {
    assertThat(new LayerConverter().convert(text)).isEqualTo(new LayerWeight(name, weight));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"mixed4#12 | 1 | [12]", "mixed4#0,511:-2 | -2 | [0, 511]", "a/b:0#3 | 1 | [3]"})
  void sharpAndNumbersAreTheLayersChannels(String text, double weight, String channels) {
    LayerWeight layer = new LayerConverter().convert(text);
    assertThat(layer.weight()).isEqualTo(weight);
    assertThat(layer.channels()).hasToString(channels);
    assertThat(text).startsWith(layer.name() + "#");
  }

  @Test
  void groupsListsAndClassesComeTogetherInOneSpec() {
    DreamSpec spec =
        spec(
            "--preset fur --normalise rms --flip --tv 0.5 --step 1,2 --octave-sides 200,300"
                + " --layer a=style#1,2@0.25,1:-3 --class tabby:0.5 --from noise --strength 0.5");
    assertThat(new String(Json.write(DreamSpec.class, spec), StandardCharsets.UTF_8))
        .isEqualTo(
            "{'preset':'fur','layers':[{'name':'a','weight':-3.0,'measure':'style','channels':[1,2],'at':[0.25,1.0]},{'weight':0.5,'measure':'class','classes':['tabby']}],'octaveSides':[200,300],'step':[1.0,2.0],'ascent':{'normalise':'rms','flip':true},'regularise':{'tv':0.5},'start':{'from':'noise'},'finish':{'strength':0.5}}"
                .replace('\'', '"'));
  }

  @Test
  void specFromAFileIsReadStrictlyAndOptionsSayMore() throws IOException {
    Path file = folder.resolve("spec.json");
    Files.writeString(file, "{\"octaves\":2,\"ascent\":{\"blur\":1}}");
    DreamSpec spec = spec("--spec " + file + " --octaves 3 --normalise rms");
    assertThat(spec.octaves()).isEqualTo(3);
    assertThat(spec.ascent().blur()).isEqualTo(1);
    Files.writeString(file, "{\"dream\":\"d1\",\"spec\":{\"octaves\":5},\"recipe\":{}}");
    assertThat(spec("--spec " + file).octaves()).isEqualTo(5);
    Files.writeString(file, "{\"spec\":{},\"pictures\":{\"mask\":\"0\"}}");
    assertThatThrownBy(() -> spec("--spec " + file)).hasMessageContaining("--mask FILE");
    assertThat(spec("--spec " + file + " --mask m.png")).isEqualTo(DreamSpec.DEFAULTS);
    Files.writeString(file, "{\"octave\":2}");
    assertThatThrownBy(() -> spec("--spec " + file))
        .hasMessageStartingWith(file + " is no spec. There is no field 'octave'. Did you mean");
    Files.writeString(file, "{\"octaves\":\"many\"}");
    assertThatThrownBy(() -> spec("--spec " + file))
        .hasMessage(file + " is no spec. octaves is 'many'; it must be a whole number.");
    Files.writeString(file, "{\"octaves\"");
    assertThatThrownBy(() -> spec("--spec " + file))
        .hasMessageStartingWith(file + " is no spec. It is not JSON at line 1, column 11: ");
  }

  static DreamSpec spec(String... arguments) {
    SpecOptions options = new SpecOptions();
    new CommandLine(new Holder(options))
        .parseArgs(CommandLineTest.words(String.join(" ", arguments)));
    return options.spec();
  }

  @CommandLine.Command
  record Holder(@CommandLine.Mixin SpecOptions options) {}
}
