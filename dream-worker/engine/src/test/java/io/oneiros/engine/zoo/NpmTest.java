package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmTest {
  @TempDir Path folder;

  @Test
  void withoutNpmTheFileCanStillBePutThereByHand() {
    Npm npm = new Npm(List.of("npm-that-is-not-installed"));
    Zoo zoo = new Zoo(folder, null, Manifest.zoo(), new Puller(npm, Https.inEnvironment()));
    assertThatThrownBy(() -> zoo.pull(Zoo.DEFAULT, Progress.NONE))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(
            "'npm-that-is-not-installed' cannot be run: install Node.js with its npm.",
            "put the file into " + folder.resolve("inception_v3").resolve("graph.lite"));
    assertThatThrownBy(() -> zoo.file(Zoo.DEFAULT)).isInstanceOf(ModelException.class);
  }

  @Test
  void whatAFailingProgramSaysIsPassedOn() {
    String java = ProcessHandle.current().info().command().orElse("java");
    Npm npm = new Npm(List.of(java, "--no-such-option"));
    assertThatThrownBy(() -> npm.pack("package", "1.0.0", folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("ended with status 1", "no-such-option");
  }
}
