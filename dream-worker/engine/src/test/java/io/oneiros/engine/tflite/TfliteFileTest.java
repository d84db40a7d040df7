package io.oneiros.engine.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.graph.Chw;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Shapes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfliteFileTest {

  @Test
  void readsEveryOperatorAndNamesActivationsAsTheFileDoes(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("tiny.tflite"), TinyFile.network());
    Graph graph = TfliteFile.read(file).graph();
    assertThat(graph.input()).isEqualTo("input");
    assertThat(graph.nodes())
        .extracting(Node::name, node -> node.op().getClass().getSimpleName(), Node::inputs)
        .containsExactly(
            tuple("net/stem/Relu/linear", "Conv", "input"),
            tuple("net/stem/Relu", "Relu", "net/stem/Relu/linear"),
            tuple("net/block/left/MaxPool", "MaxPool", "net/stem/Relu"),
            tuple("net/block/right/Relu/linear", "Conv", "net/stem/Relu"),
            tuple("net/block/right/Relu", "Relu", "net/block/right/Relu/linear"),
            tuple("net/block/concat", "Concat", "net/block/left/MaxPool", "net/block/right/Relu"),
            tuple("net/mean/AvgPool", "AveragePool", "net/block/concat"),
            tuple("net/logits/BiasAdd", "Conv", "net/mean/AvgPool"),
            tuple("output", "Softmax", "net/logits/BiasAdd"));
    assertThat(Shapes.of(graph, 9, 9)).containsEntry("output", new Chw(2, 1, 1));
    assertThat(TfliteFile.read(file).synonyms()).containsEntry("net/flat", "net/logits/BiasAdd");
  }

  @Test
  void readsWindowsAndPaddings() {
    Graph graph = read(TinyFile.network());
    Op.Conv stem = (Op.Conv) graph.nodes().get(0).op();
    assertThat(stem.window()).isEqualTo(new Op.Window(3, 3, 2, 2, 1, 1));
    assertThat(stem.padding()).isEqualTo(Padding.NONE);
    assertThat(stem.groups()).isEqualTo(1);
    assertThat(graph.nodes().get(2).op())
        .isEqualTo(new Op.MaxPool(new Op.Window(3, 3, 1, 1, 1, 1), new Padding.Same()));
    assertThat(graph.nodes().get(6).op())
        .isEqualTo(new Op.AveragePool(new Op.Window(4, 4, 4, 4, 1, 1), Padding.NONE, false));
  }

  @Test
  void dequantisesWeightsAndBiases() {
    Op.Conv stem = (Op.Conv) read(TinyFile.network()).nodes().get(0).op();
    assertThat(stem.weight().shape()).isEqualTo(List.of(4, 3, 3, 3));
    float[] weights = stem.weight().floats();
    assertThat(weights).hasSize(108).startsWith(-1.5f, -1f, -0.5f, 0f, 0.5f);
    assertThat(weights[107]).isEqualTo(0.5f * (107 - 3));
    assertThat(stem.bias().floats()).containsExactly(0.25f, 0.5f, 0.75f, -1f);
  }

  @Test
  void readsUnsignedBytesAboveTheSignedRange() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    int out = f.value("out", 9, 1, 4, 4, 1);
    int[] shape = {1, 1, 1, 3};
    byte[] data = {(byte) 255, (byte) 128, 0};
    int w = f.tensor("w", TinyFile.UINT8, shape, new float[] {0.1f}, new long[] {128}, data);
    f.conv(in, w, f.biases("b", 0), out, TinyFile.SAME, 1);
    assertThat(onlyConv(f.bytes(in)).weight().floats())
        .containsExactly((float) (127 * (double) 0.1f), 0f, (float) (-128 * (double) 0.1f));
  }

  @Test
  void readsAScaleForEachOutputChannel() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    int out = f.value("out", 9, 1, 4, 4, 2);
    int[] shape = {2, 1, 1, 3};
    byte[] data = {1, 2, 3, -1, -2, -3};
    float[] scales = {0.5f, 2f};
    int w = f.tensor("w", TensorType.INT8.number, shape, scales, new long[] {0, 0}, data);
    f.conv(in, w, f.biases("b", 0, 0), out, TinyFile.SAME, 1);
    assertThat(onlyConv(f.bytes(in)).weight().floats())
        .containsExactly(0.5f, 1f, 1.5f, -2f, -4f, -6f);
  }

  @Test
  void readsAFloatFileWithoutAddingActivations() {
    TinyFile f = new TinyFile();
    int[] side = {1, 4, 4, 3};
    int[] shape = {3, 1, 1, 3};
    ByteBuffer data = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(4, 0.3f);
    float[] none = {};
    int in = f.tensor("in", TinyFile.FLOAT32, side, none, new long[0], null);
    int w = f.tensor("w", TinyFile.FLOAT32, shape, none, new long[0], data.array());
    int out = f.tensor("out", TinyFile.FLOAT32, side, none, new long[0], null);
    f.conv(in, w, -1, out, TinyFile.SAME, 1);
    Op.Conv conv = onlyConv(f.bytes(in));
    assertThat(conv.weight().floats()).containsExactly(0, 0, 0, 0, 0.3f, 0, 0, 0, 0);
    assertThat(conv.bias()).isNull();
  }

  @Test
  void honoursAFusedRelu() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    int out = f.value("out", 53, 1, 4, 4, 1);
    f.conv(in, f.weights("w", 1, 1, 3), f.biases("b", 0), out, TinyFile.SAME, 1, 1);
    assertThat(read(f.bytes(in)).nodes())
        .extracting(Node::name)
        .containsExactly("out/linear", "out");
  }

  private static Op.Conv onlyConv(byte[] file) {
    List<Node> nodes = read(file).nodes();
    assertThat(nodes).hasSize(1);
    return (Op.Conv) nodes.get(0).op();
  }

  private static Graph read(byte[] file) {
    return TfliteFile.read(ByteBuffer.wrap(file), "tiny.tflite").graph();
  }

  private static Tuple tuple(String name, String op, String... inputs) {
    return Tuple.tuple(name, op, List.of(inputs));
  }
}
