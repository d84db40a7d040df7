package io.oneiros.gateway;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Small real pictures. */
final class TestPictures {
  private TestPictures() {}

  static byte[] jpeg(int width, int height) {
    return encoded("jpeg", width, height);
  }

  static byte[] png(int width, int height) {
    return encoded("png", width, height);
  }

  private static byte[] encoded(String format, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = picture.createGraphics();
    canvas.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    canvas.fillRect(0, 0, width, height);
    canvas.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
