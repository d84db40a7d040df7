package io.oneiros.engine.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.NetworkFileException;
import io.oneiros.processes.Fuzz;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever comes is a network or refused. */
class TfliteFuzzTest {
  @Test
  void alteredNetworksAreReadOrRefused() {
    Fuzz fuzz = new Fuzz(List.of(TinyFile.network()), "TFL3", "\u00ff\u00ff\u00ff\u007f");

    assertThat(fuzz.feed(Duration.ofSeconds(3), TfliteFuzzTest::take)).isGreaterThan(50);
  }

  private static void take(byte[] file) {
    try {
      TfliteFile.read(ByteBuffer.wrap(file), "tiny.tflite");
    } catch (NetworkFileException e) {
      assertThat(e).hasMessageStartingWith("tiny.tflite");
    }
  }
}
