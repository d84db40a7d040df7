package io.oneiros.standalone;

import static io.oneiros.standalone.CommandLineTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.canvas.Sha256;
import io.oneiros.standalone.CommandLineTest.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of the files that a command names, before anything is started or asked. */
class FilesTest {
  @TempDir Path folder;

  @Test
  void missingPhotoIsTold() {
    Run run = run(folder.resolve("none.jpg").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("dream: " + folder.resolve("none.jpg") + " does not exist.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--guide | a letter to my aunt | It is none of [",
        "--mask  | GIF89a              | It begins like a GIF. It is cut off."
      })
  void whatIsNoPictureIsToldBeforeAnyWork(String option, String text, String why)
      throws IOException {
    Path photo = Dreams.photo(folder, 16, 12);
    Path aunt = Files.writeString(folder.resolve("aunt.png"), text);
    for (String pictures : List.of(photo + " " + option + " " + aunt, aunt.toString())) {
      Run run = run(pictures + " --gateway http://127.0.0.1:1");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("dream: " + aunt + " is not a picture that can be read. " + why)
          .endsWith("(not-a-picture)\n")
          .hasLineCount(1);
    }
  }

  @Test
  void anotherPhotoThanTheSidecarsIsToldAndDreamed() throws IOException {
    Path photo = Dreams.photo(folder, 16, 12);
    Path sidecar = folder.resolve("out.png.json");
    String dream = photo + " --gateway http://127.0.0.1:1 --spec " + sidecar;
    Files.writeString(
        sidecar, "{\"spec\":{},\"pictures\":{\"image\":\"%s\"}}".formatted(Sha256.of(photo)));
    assertThat(run(dream).err()).startsWith("dream: The gateway").hasLineCount(1);

    Files.writeString(sidecar, "{\"spec\":{},\"pictures\":{\"image\":\"00\"}}");
    assertThat(run(dream).err())
        .startsWith(photo + " is not the image that " + sidecar + " tells of")
        .contains("\ndream: The gateway")
        .hasLineCount(2);
  }

  @ParameterizedTest
  @CsvSource({
    "missing/out.png, there is no folder",
    "out.jpg, does not end in .png",
    "folder.png, is a folder"
  })
  void outThatCannotBeWrittenIsToldBeforeAnyWork(String out, String why) throws IOException {
    Path photo = Dreams.photo(folder, 16, 12);
    Files.createDirectory(folder.resolve("folder.png"));
    Run run = run(photo + " --gateway http://127.0.0.1:1 -o " + folder.resolve(out));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(why).hasLineCount(1);
  }
}
