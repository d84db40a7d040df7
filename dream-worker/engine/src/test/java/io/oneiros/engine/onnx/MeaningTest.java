package io.oneiros.engine.onnx;

import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;
import static io.oneiros.engine.onnx.TinyOnnx.bytes;
import static io.oneiros.engine.onnx.TinyOnnx.integer;
import static io.oneiros.engine.onnx.TinyOnnx.ints;
import static io.oneiros.engine.onnx.TinyOnnx.message;
import static io.oneiros.engine.onnx.TinyOnnx.number;
import static io.oneiros.engine.onnx.TinyOnnx.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Function;
import io.oneiros.engine.graph.Padding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be computed otherwise than the file means it is left out, with the reason. */
class MeaningTest {

  @Test
  void paddingIsReadTopLeftBottomRight() {
    NetworkFile file =
        read(
            new TinyOnnx()
                .picture()
                .floats("w", List.of(4, 3, 5, 5), 1)
                .node("Conv", "picture w", "y", ints("pads", 1, 2, 3, 4)));
    Op.Conv conv = (Op.Conv) file.graph().nodes().get(0).op();
    assertThat(conv.padding()).isEqualTo(new Padding.Explicit(1, 2, 3, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MaxPool", "AveragePool"})
  void dilatedPoolingIsLeftOut(String type) {
    assertThat(whyNot(pool(type, 1, 2))).contains("dilated by 1 x 2");
    assertThat(read(pool(type, 1, 1)).unread()).isEmpty();
  }

  private static TinyOnnx pool(String type, long... dilations) {
    return new TinyOnnx()
        .picture()
        .node(type, "picture", "y", ints("kernel_shape", 2, 2), ints("dilations", dilations));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MaxPool", "AveragePool"})
  void poolingOfMorePaddingThanPictureIsLeftOut(String type) {
    assertThat(whyNot(padded(type, 2, 0, 2, 0))).contains("more than half of its window, 3 x 3");
    assertThat(whyNot(padded(type, 0, 0, 3, 0))).contains("more than half of its window");
    assertThat(read(padded(type, 1, 1, 2, 2)).unread()).isEmpty();
  }

  private static TinyOnnx padded(String type, long... pads) {
    return new TinyOnnx()
        .picture()
        .node(type, "picture", "y", ints("kernel_shape", 3, 3), ints("pads", pads));
  }

  static Stream<Arguments> nearest() {
    List<Arguments> all = new ArrayList<>();
    for (String centres :
        List.of("half_pixel", "pytorch_half_pixel", "tf_half_pixel_for_nn", "asymmetric")) {
      for (String rounding : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
        for (int factor : new int[] {1, 2, 3, 4}) {
          all.add(Arguments.of(centres, rounding, factor));
        }
      }
    }
    return all.stream();
  }

  /** Over a whole row of 5, which ONNX clamps at its ends. */
  @ParameterizedTest
  @MethodSource("nearest")
  void nearestNeighboursAreReadWhereTheyRepeatEachNumber(
      String centres, String rounding, int factor) {
    boolean repeats =
        IntStream.range(0, 5 * factor)
            .allMatch(i -> neighbour(centres, rounding, factor, i) == i / factor);
    NetworkFile file =
        read(
            resize(11, factor)
                .node(
                    "Resize",
                    "pool - scales",
                    "y",
                    text("coordinate_transformation_mode", centres),
                    text("nearest_mode", rounding)));
    assertThat(file.unread().isEmpty()).isEqualTo(repeats);
  }

  private static int neighbour(String centres, String rounding, int factor, int i) {
    double x =
        switch (centres) {
          case "asymmetric" -> i / (double) factor;
          case "tf_half_pixel_for_nn" -> (i + 0.5) / factor;
          default -> (i + 0.5) / factor - 0.5;
        };
    double half = x - Math.floor(x);
    boolean up =
        switch (rounding) {
          case "floor" -> false;
          case "ceil" -> half > 0;
          case "round_prefer_ceil" -> half >= 0.5;
          default -> half > 0.5;
        };
    return Math.max(0, Math.min(4, (int) Math.floor(x) + (up ? 1 : 0)));
  }

  @Test
  void nearestNeighboursWithoutMoreWordsRepeatInAllOpsets() {
    assertThat(read(resize(9, 2).node("Upsample", "pool scales", "y")).unread()).isEmpty();
    assertThat(read(resize(10, 3).node("Resize", "pool scales", "y")).unread()).isEmpty();
    assertThat(read(resize(13, 3).node("Resize", "pool - scales", "y")).unread()).isEmpty();
    assertThat(
            whyNot(
                resize(13, 2)
                    .node(
                        "Resize",
                        "pool - scales",
                        "y",
                        text("coordinate_transformation_mode", "align_corners"))))
        .contains("align_corners");
  }

  /** A value of stride 12, which may be made finer. */
  private static TinyOnnx resize(int opset, int factor) {
    return new TinyOnnx()
        .opset(opset)
        .picture()
        .floats("scales", List.of(4), 1, 1, factor, factor)
        .node("MaxPool", "picture", "pool", ints("kernel_shape", 12, 12), ints("strides", 12, 12));
  }

  @Test
  void anOldSoftmaxIsReadWhereThereIsOnePosition() {
    assertThat(whyNot(new TinyOnnx().opset(12).picture().node("Softmax", "picture", "y")))
        .contains("in opset 12", "[[N], [C], [H], [W]]");
    assertThat(
            read(new TinyOnnx()
                    .opset(12)
                    .picture()
                    .node("GlobalAveragePool", "picture", "mean")
                    .node("Softmax", "mean", "y"))
                .unread())
        .isEmpty();
    assertThat(
            read(new TinyOnnx().picture().node("Softmax", "picture", "y", integer("axis", 1)))
                .unread())
        .isEmpty();
  }

  @Test
  void eightBitsClip() {
    assertThat(quantised(2, 0)).isEqualTo(new Op.Pointwise(Function.CLIP, 0, 127.5));
    assertThat(quantised(3, 1)).isEqualTo(new Op.Pointwise(Function.CLIP, -64.5, 63));
    TinyOnnx each =
        new TinyOnnx()
            .picture()
            .floats("scale", List.of(3), 0.5f)
            .node("QuantizeLinear", "picture scale", "y");
    assertThat(whyNot(each)).contains("a scale for each channel");
  }

  private static Op quantised(int type, int zero) {
    byte[] tensor = message(number(2, type), text(8, "zero"), bytes(9, new byte[] {(byte) zero}));
    NetworkFile file =
        read(
            new TinyOnnx()
                .picture()
                .tensor(tensor)
                .floats("scale", List.of(), 0.5f)
                .node("QuantizeLinear", "picture scale zero", "small")
                .node("DequantizeLinear", "small scale zero", "y"));
    assertThat(file.graph().nodes()).extracting(Node::name).containsExactly("small");
    return file.graph().nodes().get(0).op();
  }

  @Test
  void normalisationInTrainingIsLeftOut() {
    assertThat(
            whyNot(
                new TinyOnnx()
                    .picture()
                    .floats("n", List.of(3), 1)
                    .node(
                        "BatchNormalization", "picture n n n n", "y", integer("training_mode", 1))))
        .contains("training");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 6, 25, -1})
  void otherOpsetsAreRefused(long opset) {
    assertThatThrownBy(
            () -> read(new TinyOnnx().opset(opset).picture().node("Relu", "picture", "y")))
        .isInstanceOfSatisfying(
            NetworkFileException.class, e -> assertThat(e.code()).isEqualTo(UNSUPPORTED_NETWORK))
        .hasMessageContaining("opset %s; 7 to 24 are read".formatted(opset));
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 24})
  void theOldestAndTheNewestOpsetAreRead(long opset) {
    TinyOnnx file = new TinyOnnx().opset(opset).picture().node("Relu", "picture", "y");
    assertThat(read(file).graph().nodes()).hasSize(1);
  }

  private static String whyNot(TinyOnnx onnx) {
    NetworkFile file = read(onnx.node("Relu", "picture", "beside"));
    assertThat(file.graph().nodes()).extracting(Node::name).doesNotContain("y");
    return file.unread().get("y");
  }

  private static NetworkFile read(TinyOnnx onnx) {
    return OnnxFile.read(ByteBuffer.wrap(onnx.file()), "tiny.onnx");
  }
}
