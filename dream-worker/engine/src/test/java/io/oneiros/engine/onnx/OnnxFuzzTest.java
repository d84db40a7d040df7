package io.oneiros.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.NetworkFileException;
import io.oneiros.processes.Fuzz;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever comes is a network or refused. */
class OnnxFuzzTest {
  @Test
  void alteredNetworksAreReadOrRefused() {
    Fuzz fuzz =
        new Fuzz(
            List.of(TinyOnnx.network()),
            "Conv",
            "Relu",
            "Concat",
            "MaxPool",
            "Reshape",
            "Constant",
            "\u00ff\u00ff\u00ff\u00ff\u0007");

    assertThat(fuzz.feed(Duration.ofSeconds(3), OnnxFuzzTest::take)).isGreaterThan(50);
  }

  private static void take(byte[] file) {
    try {
      OnnxFile.read(ByteBuffer.wrap(file), "tiny.onnx");
    } catch (NetworkFileException e) {
      assertThat(e).hasMessageStartingWith("tiny.onnx");
    }
  }
}
