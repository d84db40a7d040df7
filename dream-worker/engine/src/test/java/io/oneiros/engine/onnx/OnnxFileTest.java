package io.oneiros.engine.onnx;

import static io.oneiros.engine.onnx.TinyOnnx.integer;
import static io.oneiros.engine.onnx.TinyOnnx.ints;
import static io.oneiros.engine.onnx.TinyOnnx.real;
import static io.oneiros.engine.onnx.TinyOnnx.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Function;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.torch.TorchNetwork;
import io.oneiros.engine.zoo.Preprocessing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whole networks compute is held by ExportedNetworksTest. */
class OnnxFileTest {
  private static final Preprocessing NONE =
      new Preprocessing(false, new float[3], new float[] {255, 255, 255});

  @Test
  void readsOperatorsAsNodesUnderTheFilesNames(@TempDir Path folder) throws IOException {
    NetworkFile file = OnnxFile.read(Files.write(folder.resolve("a.onnx"), TinyOnnx.network()));
    assertThat(file.graph().input()).isEqualTo("picture");
    assertThat(file.graph().nodes())
        .extracting(Node::name, node -> node.op().getClass().getSimpleName(), Node::inputs)
        .containsExactly(
            tuple("conv", "Conv", List.of("picture")),
            tuple("norm", "Scale", List.of("conv")),
            tuple("relu", "Relu", List.of("norm")),
            tuple("pool", "MaxPool", List.of("relu")),
            tuple("joined", "Concat", List.of("pool", "pool")));
    assertThat(file.unread()).isEmpty();
  }

  @Test
  void readsWindowsWeightsAndNormalisations() {
    List<Node> nodes = read(TinyOnnx.network()).graph().nodes();
    Op.Conv conv = (Op.Conv) nodes.get(0).op();
    assertThat(conv.window()).isEqualTo(new Window(3, 3, 2, 2, 1, 1));
    assertThat(conv.padding()).isEqualTo(new Padding.Explicit(1, 1, 1, 1));
    assertThat(conv.weight().shape()).containsExactly(4, 3, 3, 3);
    // [0, 0, 0, channel] in our order is [0, channel, 0, 0] in the file's: 0, 9 and 18 of five.
    assertThat(conv.weight().floats()).startsWith(0.5f, -1, 1);
    assertThat(conv.bias().floats()).containsExactly(1, 2, 3, 4);
    Op.Scale norm = (Op.Scale) nodes.get(1).op();
    assertThat(norm.factor().floats()).containsOnly(1);
    assertThat(norm.shift().floats()).containsOnly(0.25f);
  }

  @Test
  void whatTrainingOnlyNeedsIsAnotherNameForTheSameValue() {
    NetworkFile file =
        read(
            new TinyOnnx()
                .picture()
                .node("Relu", "picture", "a", text(3, "first"))
                .node("Dropout", "a", "b")
                .node("Identity", "b", "c")
                .node("Tanh", "c", "d")
                .file());
    assertThat(file.graph().nodes()).extracting(Node::name).containsExactly("a", "d");
    assertThat(file.graph().nodes().get(1).inputs()).containsExactly("a");
    assertThat(file.synonyms()).containsEntry("c", "a").containsEntry("first", "a");
  }

  @Test
  void whatCannotBeComputedIsLeftOutWithAllThatDependsOnIt() {
    NetworkFile file =
        read(
            new TinyOnnx()
                .picture()
                .node("Relu", "picture", "fine")
                .node("Einsum", "fine", "odd", text(3, "the_einsum"))
                .node("Relu", "odd", "after")
                .node("Tanh", "fine", "beside")
                .file());
    assertThat(file.graph().nodes()).extracting(Node::name).containsExactly("fine", "beside");
    assertThat(file.unread()).containsOnlyKeys("odd", "after");
    assertThat(file.synonyms()).containsEntry("the_einsum", "odd");
    assertThat(file.unread().get("after"))
        .contains("the_einsum (Einsum)", "a layer before it", "export the network without it");
  }

  @Test
  void limitsAreAttributesOrInputs() {
    Op.Pointwise six = new Op.Pointwise(Function.CLIP, 0, 6);
    assertThat(
            only(
                new TinyOnnx()
                    .opset(7)
                    .picture()
                    .node("Clip", "picture", "y", real("min", 0), real("max", 6))))
        .isEqualTo(six);
    assertThat(
            only(
                new TinyOnnx()
                    .picture()
                    .floats("low", List.of(), 0)
                    .floats("high", List.of(), 6)
                    .node("Clip", "picture low high", "y")))
        .isEqualTo(six);
    assertThat(
            only(
                new TinyOnnx()
                    .picture()
                    .floats("low", List.of(), 0)
                    .node("Clip", "picture low -", "y")))
        .isEqualTo(new Op.Relu());
  }

  @Test
  void paddingsThatDependOnTheSizeAreKept() {
    assertThat(padding("SAME_UPPER")).isEqualTo(new Padding.Same(false));
    assertThat(padding("SAME_LOWER")).isEqualTo(new Padding.Same(true));
    assertThat(padding("VALID")).isEqualTo(Padding.NONE);
  }

  private static Padding padding(String auto) {
    TinyOnnx file =
        new TinyOnnx()
            .picture()
            .node("MaxPool", "picture", "y", ints("kernel_shape", 3, 3), text("auto_pad", auto));
    return ((Op.MaxPool) only(file)).padding();
  }

  @Test
  void aClassifierOfAFlattenedValueIsAConvolution() {
    byte[] file =
        new TinyOnnx()
            .picture()
            .floats("w", List.of(5, 12), 1, 2, 3)
            .longs("shape", -1, 12)
            .node(
                "AveragePool", "picture", "pool", ints("kernel_shape", 4, 4), ints("strides", 4, 4))
            .node("Reshape", "pool shape", "flat")
            .node("Gemm", "flat w", "y", integer("transB", 1))
            .node("Softmax", "y", "classes")
            .file();
    List<Node> nodes = read(file).graph().nodes();
    Op.Conv conv = (Op.Conv) nodes.get(1).op();
    assertThat(conv.window()).isEqualTo(new Window(2, 2, 1, 1, 1, 1));
    assertThat(conv.weight().shape()).containsExactly(5, 2, 2, 3);
    // [0, 0, 0, channel] is number 4 channel of the file's.
    assertThat(conv.weight().floats()).startsWith(1, 2, 3);
    assertThat(nodes).extracting(Node::name).containsExactly("pool", "y", "classes");
  }

  /** As TensorFlow's converters write it: the picture has its channels last. */
  @Test
  void axesAreKeptAccountOf() {
    byte[] file =
        new TinyOnnx()
            .input("picture", 0, 0, 0, 3)
            .floats("scale", List.of(3), 1, 2, 3)
            .node("Mul", "picture scale", "scaled")
            .node("Transpose", "scaled", "nchw", ints("perm", 0, 3, 1, 2))
            .node("MaxPool", "nchw", "pool", ints("kernel_shape", 2, 2))
            .node("Transpose", "pool", "nhwc", ints("perm", 0, 2, 3, 1))
            .node("Concat", "nhwc nhwc", "y", integer("axis", -1))
            .file();
    List<Node> nodes = read(file).graph().nodes();
    assertThat(nodes).extracting(Node::name).containsExactly("scaled", "pool", "y");
    assertThat(((Op.Scale) nodes.get(0).op()).factor().floats()).containsExactly(1, 2, 3);
  }

  /** PyTorch's way to flatten before opset 9 knew better. */
  @Test
  void sizesThatAreComputedOnlyToFlattenAreUnderstood() {
    byte[] file =
        new TinyOnnx()
            .opset(9)
            .picture()
            .longs("zero", 0)
            .longs("rest", -1)
            .floats("w", List.of(3, 2), 1)
            .node("GlobalAveragePool", "picture", "mean")
            .node("Shape", "mean", "shape")
            .node("Gather", "shape zero", "batch", integer("axis", 0))
            .node("Concat", "batch rest", "to", integer("axis", 0))
            .node("Reshape", "mean to", "flat")
            .node("Gemm", "flat w", "y")
            .file();
    assertThat(read(file).graph().nodes()).extracting(Node::name).containsExactly("mean", "y");
  }

  @Test
  void localResponsesAreNormalisedOverNeighbouringChannels() {
    NetworkFile file =
        read(
            new TinyOnnx()
                .picture()
                .node(
                    "LRN",
                    "picture",
                    "y",
                    integer("size", 2),
                    real("alpha", 0.5f),
                    real("beta", 0.75f),
                    real("bias", 2))
                .file());
    float[] x = {0.2f, 0.5f, 0.9f};
    float[] y = activation(file, new Picture(1, 1, x));
    double last = 0;
    for (int c = 2; c >= 0; c--) {
      // Of two channels a window holds its own and the next.
      double squares = x[c] * x[c] + last;
      last = x[c] * x[c];
      assertThat(y[c])
          .isCloseTo((float) (x[c] / Math.pow(2 + 0.5 / 2 * squares, 0.75)), within(1e-6f));
    }
  }

  @Test
  void eightBitWeightsAreScaledEachChannelByItself() {
    byte[] quantised =
        TinyOnnx.message(
            TinyOnnx.numbers(1, 2, 3, 1, 1),
            TinyOnnx.number(2, 3),
            text(8, "q"),
            TinyOnnx.bytes(9, new byte[] {1, 2, 3, -128, 0, 127}));
    byte[] zeros =
        TinyOnnx.message(
            TinyOnnx.number(1, 2),
            TinyOnnx.number(2, 3),
            text(8, "zero"),
            TinyOnnx.bytes(9, new byte[] {1, -1}));
    byte[] file =
        new TinyOnnx()
            .picture()
            .tensor(quantised)
            .tensor(zeros)
            .floats("scale", List.of(2), 0.5f, 2)
            .node("DequantizeLinear", "q scale zero", "w", integer("axis", 0))
            .node("Conv", "picture w", "y")
            .file();
    Op.Conv conv = (Op.Conv) read(file).graph().nodes().get(0).op();
    assertThat(conv.weight().floats()).containsExactly(0, 0.5f, 1, -254, 2, 256);
  }

  @Test
  void halvesAreRead() {
    assertThat(Tensor.half(0x3c00)).isEqualTo(1);
    assertThat(Tensor.half(0xc500)).isEqualTo(-5);
    assertThat(Tensor.half(0x0001)).isEqualTo(0x1p-24f);
    assertThat(Tensor.half(0x7bff)).isEqualTo(65504);
    assertThat(Tensor.half(0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Tensor.half(0x7e00)).isNaN();
  }

  private static float[] activation(NetworkFile file, Picture picture) {
    try (TorchNetwork network = new TorchNetwork(file.graph(), NONE, Executor.PLAIN)) {
      return network.activations(picture, List.of("y")).get("y").values();
    }
  }

  private static Op only(TinyOnnx file) {
    List<Node> nodes = read(file.file()).graph().nodes();
    assertThat(nodes).hasSize(1);
    return nodes.get(0).op();
  }

  private static NetworkFile read(byte[] file) {
    return OnnxFile.read(ByteBuffer.wrap(file), "tiny.onnx");
  }
}
