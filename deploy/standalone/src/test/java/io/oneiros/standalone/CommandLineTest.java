package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.spec.Option;
import io.oneiros.contract.spec.Options;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.Zoo;
import io.oneiros.processes.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  /** 32 x 32, as PyTorch exports it. */
  static final Path GENERATOR =
      Checkout.root().resolve("dream-worker/engine/src/test/resources/onnx/dcgan.onnx");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "photo.jpg --octaves many",
        "photo.jpg --layer :2",
        "photo.jpg --layer mixed4:loud",
        "photo.jpg --layer mixed4#",
        "photo.jpg --layer #3",
        "photo.jpg --layer mixed4#1-5",
        "photo.jpg --measure sum",
        "photo.jpg --gateway nonsense",
        "photo.jpg --mode slow",
        "photo.jpg --unknown",
        "photo.jpg another.jpg",
        "photo.jpg --input rgb",
        "photo.jpg --model vgg16 --input rgb",
        "photo.jpg --model mine.onnx",
        "photo.jpg --model mine.onnx --input gray",
        "--generator mine.onnx",
        "--generator mine.onnx --generator-output gray",
        "--generator gen --generator-output tanh",
        "--generator-output tanh photo.jpg",
        "photo.jpg --gateway http://127.0.0.1:1 --workers 2",
        "models pull",
        "dead-letters --gateway nonsense",
        "retry",
        "serve --port x"
      })
  void wrongUsageIsExitCode2AndOneLine(String arguments) {
    Run run = run(arguments);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("dream: ").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "mine.onnx, true",
    "MINE.ONNX, true",
    "nets/mine, true",
    "net.lite, true",
    "net.tflite, true",
    "inception_v3, false",
    "mine@0123456789abcdef0123456789abcdef, false",
    "squeezenet1.1, false"
  })
  void modelIsAFileIfItIsNamedLikeOne(String model, boolean isFile) {
    assertThat(OwnNetwork.isFile(model)).isEqualTo(isFile);
  }

  @Test
  void inputThatIsMissingOrUnknownIsToldItsForms() {
    for (String arguments : List.of("", " --input gray", " --input rgb,1,0")) {
      assertThat(run("photo.jpg --model mine.onnx" + arguments).err())
          .contains("--input", "rgb,MEAN,STD", "imagenet");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none.onnx | --layer x             | none.onnx does not exist.",
        "aunt.onnx | --layer x             | cannot be opened",
        "mine.onnx |                       | --layer, such as /features/",
        "mine.onnx | --layer features.4/Co | The nearest are"
      })
  void networkOfOnesOwnIsUnderstoodBeforeAnyWork(String name, String more, String why)
      throws IOException {
    Path photo = Dreams.photo(folder, 16, 12);
    Files.writeString(folder.resolve("aunt.onnx"), "a letter to my aunt");
    Files.copy(ServeIT.NETWORK, folder.resolve("mine.onnx"));
    Run run =
        run(
            "%s --gateway http://127.0.0.1:1 --input imagenet --model %s %s"
                .formatted(photo, folder.resolve(name), more == null ? "" : more)
                .strip());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("dream: ").contains(why).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none.onnx | none.onnx does not exist.",
        "aunt.onnx | cannot be opened",
        "mine.onnx | it is no generator",
        "gen.onnx  | The gateway at http://127.0.0.1:1 cannot be reached"
      })
  void generatorOfOnesOwnIsUnderstoodBeforeAnyWorkAndNeedsNoPhoto(String name, String why)
      throws IOException {
    Files.writeString(folder.resolve("aunt.onnx"), "a letter to my aunt");
    Files.copy(ServeIT.NETWORK, folder.resolve("mine.onnx"));
    Files.copy(GENERATOR, folder.resolve("gen.onnx"));
    Run run =
        run(
            "--gateway http://127.0.0.1:1 -o %s --generator-output tanh --width 99 --height 99 --generator %s"
                .formatted(folder.resolve("out.png"), folder.resolve(name)));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("dream: ").contains(why).hasLineCount(1);
  }

  @Test
  void filesAreAskedForByTheIdsOfWhatIsSentAlong() throws IOException {
    Path file = Files.copy(GENERATOR, folder.resolve("gen.onnx"));
    SpecOptions options = new SpecOptions();
    CommandLine line = new CommandLine(new SpecOptionsTest.Holder(options));
    line.parseArgs(
        words("--generator %s --generator-output tanh --code-high 30 --seed 2".formatted(file)));
    SpecOptions.Asked asked = options.asked(line);
    String id = Zoo.openGenerator(file, Preprocessing.parse("tanh")).id();
    assertThat(asked.uploads()).containsExactly(new Upload(file, "output", "tanh", id));
    assertThat(asked.spec().start().generator()).isEqualTo(id);
    assertThat(asked.spec().regularise().codeHigh()).isEqualTo(30);
    assertThat(SpecOptionsTest.spec("--generator gen").start().generator()).isEqualTo("gen");
  }

  @Test
  void unreachableGatewayIsToldAndLeavesNothingBehind() throws IOException {
    Path photo = Dreams.photo(folder, 16, 12);
    Run run = run(photo + " --gateway http://127.0.0.1:1 -o " + folder.resolve("out.png"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("dream: The gateway at http://127.0.0.1:1 cannot be reached")
        .hasLineCount(1);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(photo);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead-letters", "dead-letters show 0-1", "retry d1"})
  void whereNoSystemRunsItIsToldWhatStartsOne(String command) {
    Run run = run(command + " --gateway http://127.0.0.1:1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "dream: The gateway at http://127.0.0.1:1 cannot be reached: nothing answers there;"
                + " deploy/dream serve starts a system on this machine.\n");
  }

  @Test
  void noWorkersAreTold() {
    assertThatThrownBy(() -> io.oneiros.standalone.launch.Options.workers(0))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is 0; it must be from 1 to 64");
  }

  @Test
  void scriptsUsageNamesEveryCommand() throws IOException {
    String script = Files.readString(Checkout.root().resolve("deploy/dream"));
    CommandLine line = new CommandLine(new Main());
    assertThat(line.getSubcommands()).isNotEmpty();
    line.getSubcommands().keySet().forEach(name -> assertThat(script).contains("dream " + name));
  }

  @Test
  void helpSaysOfEveryOptionWhatItMayBeAndWhatItIsOtherwise() {
    String help = new CommandLine(new Main()).getUsageMessage().replaceAll("\\s+", " ");
    for (Option<?> option : Options.ALL) {
      String flag = option.flag().substring(2);
      assertThat(help)
          .contains(option instanceof Option.Switch ? "--[no-]" + flag : "--" + flag + "=");
      assertThat(help).contains(OptionFlags.help(option));
    }
    assertThat(help).contains("--octaves=N scales, small to large; 1 to 12; default: 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--normalise std | is none of mean-abs, deviation, rms, bands",
        "--tv much | is no number",
        "--octaves 1.5 | is no whole number",
        "--iterations 5,x | is no whole number",
        "--layer a=b | is no measure",
        "--workers two | '--workers': 'two' is no whole number",
        "--seed 9999999999999999999 | is too large",
        "--octave-sides 100,x | 'x' is no whole number",
        "--class :2 | "
      })
  void valueOfAnotherKindIsWrongUsage(String arguments, String why) {
    Run run = run("photo.jpg " + arguments);
    assertThat(run.code()).as(run.err()).isEqualTo(why == null ? 1 : 2);
    assertThat(run.err()).hasLineCount(1).contains(why == null ? "photo.jpg" : why);
  }

  @Test
  void folderInThePlaceOfAPhotoIsToldAsOne() {
    assertThat(run(folder.toString()).err())
        .isEqualTo("dream: %s is a folder; the name of a file is wanted.\n".formatted(folder));
  }

  @Test
  void unknownPresetIsToldThoseThatAre() {
    Run run = run("--preset psychedelic");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("dream: There is no preset 'psychedelic'. There are classic, ")
        .endsWith("(unknown-preset)\n");
    assertThat(run("--preset clasic").err()).contains("Did you mean 'classic'?");
  }

  @Test
  void mistypedOptionIsToldTheNearest() {
    assertThat(run("photo.jpg --octavs 3").err())
        .isEqualTo("dream: Unknown option: '--octavs'. Did you mean '--octaves'?\n");
    assertThat(run("photo.jpg --no-flop").err()).contains("Did you mean '--no-flip'?");
    assertThat(run("retry d1 --gatewy=x").err()).contains("Did you mean '--gateway'?");
    assertThat(run("photo.jpg --psychedelic").err()).endsWith("'--psychedelic'.\n");
  }

  @Test
  void switchTakesNoValueAndCanBeTakenBack() {
    assertThat(SpecOptionsTest.spec("--flip --no-luminance --octaves 2").ascent().flip()).isTrue();
    assertThat(SpecOptionsTest.spec("--flip --no-luminance").finish().luminance()).isFalse();
    assertThat(run("--flip none.jpg").err()).contains("none.jpg does not exist");
  }

  static String[] words(String arguments) {
    return arguments.isEmpty() ? new String[0] : arguments.split(" ");
  }

  record Run(int code, String err) {}

  static Run run(String arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true));
    try {
      int code = Main.run(words(arguments), Map.of());
      return new Run(code, err.toString());
    } finally {
      System.setErr(before);
    }
  }
}
