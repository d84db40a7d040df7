package io.oneiros.engine.onnx;

import com.google.gson.Gson;
import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.image.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that PyTorch exported, and what PyTorch computes with it; see {@code make.py} beside
 * the files.
 *
 * @param classes their probabilities, or null if the picture is smaller than the classifier wants
 * @param layers compared, by the names of their nodes
 */
public record Export(
    String name, NetworkFile file, Picture picture, float[] classes, Map<String, Layer> layers) {

  /**
   * @param module of torchvision's network
   * @param activation [C, H, W]
   * @param gradient of half the sum of its squares, [3, H, W] of the picture
   */
  public record Layer(String module, float[] activation, float[] gradient) {}

  private record Description(int side, int classes, List<Compared> layers) {}

  private record Compared(String module, String value, int[] shape) {}

  public static final List<String> NAMES =
      List.of(
          "vgg16",
          "vgg19",
          "resnet50",
          "mobilenet_v2",
          "squeezenet1.1",
          "inception_v3",
          "efficientnet_b0",
          "convnext_tiny",
          "convnext_tiny_opset13",
          "operations");

  public static Export of(String name) {
    Description description;
    try (Reader in = new InputStreamReader(open(name + ".json"), StandardCharsets.UTF_8)) {
      description = new Gson().fromJson(in, Description.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteBuffer numbers = bytes(name + ".bin").order(ByteOrder.LITTLE_ENDIAN);
    int side = description.side();
    float[] picture = next(numbers, 3 * side * side);
    float[] classes = description.classes() == 0 ? null : next(numbers, description.classes());
    NetworkFile file = OnnxFile.read(bytes(name + ".onnx"), name);
    Map<String, Layer> layers = new LinkedHashMap<>();
    for (Compared layer : description.layers()) {
      int size = layer.shape()[0] * layer.shape()[1] * layer.shape()[2];
      layers.put(
          file.synonyms().getOrDefault(layer.value(), layer.value()),
          new Layer(layer.module(), next(numbers, size), next(numbers, 3 * side * side)));
    }
    return new Export(name, file, new Picture(side, side, picture), classes, layers);
  }

  static ByteBuffer bytes(String file) {
    try (InputStream in = open(file)) {
      return ByteBuffer.wrap(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) {
    return Export.class.getResourceAsStream("/onnx/" + file);
  }

  /** Halves, after the number they are multiplied by. */
  private static float[] next(ByteBuffer numbers, int count) {
    float largest = numbers.getFloat();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = largest * Tensor.half(numbers.getShort() & 0xffff);
    }
    return values;
  }
}
