package io.oneiros.engine.torch;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.zoo.Generator;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.Zoo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A generator that PyTorch exported, and what it computes; see {@code generators.py} beside the
 * files. Its numbers are taken as they are.
 *
 * @param weights of the picture's values in the sum that the gradient is of
 * @param gradient with respect to the code
 */
record GeneratedByPyTorch(
    Generator generator, double[] code, Picture picture, Picture weights, double[] gradient) {
  /** Of a picture whose values are the generator's numbers. */
  static final Preprocessing AS_THEY_ARE = Preprocessing.parse("sigmoid");

  static GeneratedByPyTorch of(String name) {
    Generator generator = Zoo.openGenerator(file(name + ".onnx"), AS_THEY_ARE);
    FloatBuffer numbers = numbers(name);
    return new GeneratedByPyTorch(
        generator,
        code(numbers, generator),
        picture(numbers, generator),
        picture(numbers, generator),
        code(numbers, generator));
  }

  static Path file(String name) {
    try {
      return Path.of(GeneratedByPyTorch.class.getResource("/onnx/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FloatBuffer numbers(String name) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file(name + ".bin")))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] code(FloatBuffer from, Generator generator) {
    double[] code = new double[generator.code()];
    for (int i = 0; i < code.length; i++) {
      code[i] = from.get();
    }
    return code;
  }

  private static Picture picture(FloatBuffer from, Generator generator) {
    Picture picture = Picture.blank(generator.width(), generator.height());
    from.get(picture.values());
    return picture;
  }
}
