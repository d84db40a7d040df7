package io.oneiros.storage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.canvas.picture.Orientation;
import java.awt.image.BufferedImage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PictureTest {
  @Test
  void roomIsGivenBackOnceHoweverOftenItIsClosed() {
    AtomicInteger closed = new AtomicInteger();
    BufferedImage image = Pictures.gradient(8, 8, BufferedImage.TYPE_INT_RGB);

    try (Picture picture = new Picture(image, Orientation.of(1), closed::incrementAndGet)) {
      picture.close();
    }

    assertThat(closed).hasValue(1);
  }
}
