package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassNamesTest {
  @TempDir Path cache;
  @TempDir Path own;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tench             | 0",
        "Tabby, tabby CAT  | 1",
        "tabby             | 1",
        "7                 | 3",
        "3                 | 3",
        "2                 | 2",
        "crane, bird       | 4"
      })
  void classIsFoundByLabelByItsFirstPartOrByNumber(String name, int number) throws IOException {
    assertThat(ClassNames.number(labelled(), name)).isEqualTo(number);
  }

  @Test
  void unknownClassNamesTheNearest() throws IOException {
    Network network = labelled();
    for (String name : new String[] {"tabbi", "6", "-1"}) {
      assertThatThrownBy(() -> ClassNames.number(network, name))
          .isInstanceOfSatisfying(
              ModelException.class,
              e -> assertThat(e.code()).isEqualTo(ModelException.Code.UNKNOWN_CLASS))
          .hasMessageContaining("'" + name + "'")
          .hasMessageContaining("6 classes");
    }
    assertThatThrownBy(() -> ClassNames.number(network, "tabbi"))
        .hasMessageContaining("The nearest is 'tabby'");
  }

  @Test
  void nameOfSeveralClassesIsAnsweredWithTheirNumbers() throws IOException {
    Network network = labelled();
    assertThatThrownBy(() -> ClassNames.number(network, "crane"))
        .hasMessageContaining("numbers 4, 5");
  }

  @Test
  void networkWithoutLabelsTakesNumbersAlone() throws IOException {
    Network network = tiny("");
    assertThat(ClassNames.number(network, "900")).isEqualTo(900);
    assertThatThrownBy(() -> ClassNames.number(network, "tabby"))
        .hasMessageContaining("no names for its classes");
  }

  private Network labelled() throws IOException {
    Path file =
        Files.writeString(
            own.resolve("names.txt"),
            "tench\ntabby, tabby cat\ngoldfish\n7\ncrane, bird\ncrane, machine\n");
    return tiny(
        "\"labels\": {\"file\": \"names.txt\", \"sha256\": \"%s\"},".formatted(Sha256.of(file)));
  }

  private Network tiny(String more) throws IOException {
    OwnFolder.tiny(own, "tiny", more);
    return new Zoo(cache, own).open("tiny");
  }
}
