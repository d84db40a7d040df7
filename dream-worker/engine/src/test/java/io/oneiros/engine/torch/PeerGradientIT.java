package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Resample;
import io.oneiros.engine.zoo.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real Inception v3 against plain PyTorch, and against what its classes are. */
class PeerGradientIT {
  private static final int EVERY = 7;
  private static Network network;

  @BeforeAll
  static void open() {
    network = Inception.open();
  }

  /** The fixture is what peer_gradient.py, beside it, made with PyTorch 2.7.1. */
  @ParameterizedTest
  @CsvSource({"PLAIN, 0.9999", "FLOAT32, 0.9999", "BFLOAT16, 0.9999"})
  void theGradientIsPyTorchs(Executor executor, double cosine) throws IOException {
    assumeTrue(executor != Executor.BFLOAT16 || Processor.hasBfloat16());
    FloatBuffer expected;
    try (InputStream in = getClass().getResourceAsStream("alps-gradient.f32")) {
      expected = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
    try (TorchNetwork running = Inception.run(network, executor)) {
      Picture actual = running.gradient(Inception.squares(network)).at(Inception.alps()).values();
      double product = 0;
      double ours = 0;
      double theirs = 0;
      for (int c = 0; c < Picture.CHANNELS; c++) {
        for (int y = 0; y < actual.height(); y += EVERY) {
          for (int x = 0; x < actual.width(); x += EVERY) {
            double a = actual.at(c, y, x);
            double b = expected.get();
            product += a * b;
            ours += a * a;
            theirs += b * b;
          }
        }
      }
      assertThat(expected.hasRemaining()).isFalse();
      assertThat(product / Math.sqrt(ours * theirs)).isGreaterThan(cosine);
      assertThat(Math.sqrt(ours / theirs)).as("in the same units").isBetween(0.999, 1.001);
    }
  }

  @Test
  void aCatIsACat() throws IOException {
    Picture cat = Resample.to(Inception.photo("cat.png"), 299, 299);
    try (TorchNetwork running = Inception.run(network)) {
      float[] scores = running.scores(cat);
      int best = 0;
      for (int i = 0; i < scores.length; i++) {
        best = scores[i] > scores[best] ? i : best;
      }
      assertThat(network.labels().get(best)).isEqualTo("Egyptian cat");
      assertThat(scores[best]).isBetween(0.3f, 1f);
    }
  }
}
