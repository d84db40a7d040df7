package io.oneiros.standalone.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class PullViewTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void elsewhereEachPartIsALineThatSaysWhereItBegins() {
    pull(false);
    assertThat(said.toString())
        .isEqualTo(
            """
            Npm pack x@1 ...
            Pulling labels.txt, 500 kB ...
            Pulling net.onnx, 28.0 MB, going on at 12.0 MB ...
            """);
  }

  @Test
  void onATerminalEachLongPartIsABarThatEndsWhole() {
    pull(true);
    String[] last = said.toString().split("\n");
    assertThat(said.toString())
        .startsWith("Npm pack x@1 ...\nPulling labels.txt, 500 kB ...\n")
        .doesNotContain("going on at");
    assertThat(last[last.length - 1]).contains("Pulling net.onnx", "100%", "28/28 MB");
  }

  private void pull(boolean terminal) {
    try (PullView view = new PullView(new PrintStream(said, true), terminal)) {
      view.at("npm pack x@1", 0, 0);
      view.at("pulling labels.txt", 0, 500_000);
      view.at("pulling labels.txt", 500_000, 500_000);
      view.at("pulling net.onnx", 12_000_000, 28_000_000);
      view.at("pulling net.onnx", 20_000_000, 28_000_000);
      view.at("pulling net.onnx", 28_000_000, 28_000_000);
    }
  }
}
