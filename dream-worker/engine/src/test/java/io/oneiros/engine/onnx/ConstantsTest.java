package io.oneiros.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Function;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.torch.TorchNetwork;
import io.oneiros.engine.zoo.Preprocessing;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file makes of its constants costs in proportion to the file, however it is nested. */
@Timeout(60)
class ConstantsTest {
  private static final Preprocessing NONE =
      new Preprocessing(false, new float[3], new float[] {255, 255, 255});
  private static final int SQUARINGS = 60;

  @Test
  void aLimitThatIsSquaredOverAndOverIsWorkedOutOnce() {
    NetworkFile file =
        read(squared(List.of(), SQUARINGS, 1).node("Clip", "picture - c" + SQUARINGS, "y"));
    assertThat(op(file)).isEqualTo(new Op.Pointwise(Function.CLIP, Double.NEGATIVE_INFINITY, 1));
  }

  @Test
  void weightsThatAreSquaredOverAndOverAreWorkedOutOnce() {
    NetworkFile file =
        read(squared(List.of(4, 3, 3, 3), SQUARINGS, 1).node("Conv", "picture c" + SQUARINGS, "y"));
    assertThat(((Op.Conv) op(file)).weight().floats()).hasSize(108).containsOnly(1);
    gradient(file.graph());
  }

  /** Too long to be kept, and each computes the one before twice. */
  @Test
  void whatWouldBeComputedTooOftenIsLeftOut() {
    NetworkFile file =
        read(
            squared(List.of(64, 3, 5, 5), SQUARINGS, 1)
                .node("Conv", "picture c3", "near")
                .node("Conv", "picture c" + SQUARINGS, "far"));
    assertThat(file.graph().nodes()).extracting(Node::name).containsExactly("near");
    assertThat(file.unread().get("far")).contains("numbers to compute", "at most 1048576");
    gradient(file.graph());
  }

  /** A shape of no numbers may claim any side. */
  @Test
  void aSliceOfNothingIsLeftOut() {
    NetworkFile file =
        read(
            new TinyOnnx()
                .picture()
                .floats("none", List.of(Integer.MAX_VALUE, 0))
                .longs("sides", Integer.MAX_VALUE, 0)
                .longs("from", 0)
                .longs("to", Integer.MAX_VALUE)
                .longs("axis", 0)
                .node("Relu", "picture", "near")
                .node("Slice", "none from to axis", "slice")
                .node("ConstantOfShape", "sides", "filled")
                .node("Clip", "near slice", "far"));
    assertThat(file.graph().nodes()).extracting(Node::name).containsExactly("near");
    assertThat(file.unread().get("slice")).contains("a part of 2147483647 numbers");
    assertThat(file.unread()).containsKeys("filled", "far");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Reshape", "ConstantOfShape"})
  void aConstantOfManyDimensionsIsLeftOut(String operator) {
    long[] ones = new long[9];
    Arrays.fill(ones, 1);
    TinyOnnx onnx =
        new TinyOnnx()
            .picture()
            .floats("one", List.of(1), 1)
            .longs("ones", ones)
            .node("Relu", "picture", "near");
    NetworkFile file =
        read(
            operator.equals("Reshape")
                ? onnx.node(operator, "one ones", "deep")
                : onnx.node(operator, "ones", "deep"));
    assertThat(file.unread().get("deep")).contains("9 dimensions; at most 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Clip", "Conv"})
  void aLongChainOfShortConstantsIsRead(String user) {
    TinyOnnx onnx = chain(List.of(4, 3, 1, 1), 20_000).floats("zero", List.of(1), 0);
    NetworkFile file =
        read(
            user.equals("Clip")
                ? onnx.node("Clip", "picture zero c20000", "y")
                : onnx.node("Conv", "picture c20000", "y"));
    gradient(file.graph());
  }

  @Test
  void aLongChainOfLongConstantsIsLeftOut() {
    NetworkFile file =
        read(
            chain(List.of(64, 3, 5, 5), 20_000)
                .floats("unused", List.of(1 << 20), 0)
                .node("Conv", "picture c5", "near")
                .node("Conv", "picture c20000", "far"));
    assertThat(file.unread().get("far")).contains("made of one another 65 times; at most 64");
    assertThat(((Op.Conv) op(file)).weight().floats()).hasSize(4800).containsOnly(1);
    gradient(file.graph());
  }

  @Test
  void whatIsComputedAlikeIsEqual() {
    NetworkFile file =
        read(
            squared(List.of(64, 3, 5, 5), 5, 0.5f)
                .node("Mul", "c4 c4", "alike")
                .node("Conv", "picture c5", "one")
                .node("Conv", "picture alike", "other"));
    List<Parameter> weights =
        file.graph().nodes().stream().map(node -> ((Op.Conv) node.op()).weight()).toList();
    assertThat(weights.get(0)).isEqualTo(weights.get(1)).hasSameHashCodeAs(weights.get(1));
  }

  /** Each constant is the square of the one before it. */
  private static TinyOnnx squared(List<Integer> shape, int times, float value) {
    TinyOnnx onnx = new TinyOnnx().picture().floats("c0", shape, value);
    for (int i = 0; i < times; i++) {
      onnx.node("Mul", "c%s c%s".formatted(i, i), "c" + (i + 1));
    }
    return onnx;
  }

  /** Each constant is the one before it, times 1. */
  private static TinyOnnx chain(List<Integer> shape, int length) {
    TinyOnnx onnx = new TinyOnnx().picture().floats("c0", shape, 1).floats("one", List.of(1), 1);
    for (int i = 0; i < length; i++) {
      onnx.node("Mul", "c%s one".formatted(i), "c" + (i + 1));
    }
    return onnx;
  }

  private static void gradient(Graph graph) {
    String last = graph.nodes().get(graph.nodes().size() - 1).name();
    Objective objective = new Objective(List.of(new Objective.Layer(last, 1)));
    try (TorchNetwork network = new TorchNetwork(graph, NONE, Executor.FLOAT32)) {
      assertThat(network.gradient(objective).at(Picture.blank(16, 16)).objective()).isFinite();
    }
  }

  private static Op op(NetworkFile file) {
    return file.graph().nodes().get(0).op();
  }

  private static NetworkFile read(TinyOnnx onnx) {
    return OnnxFile.read(ByteBuffer.wrap(onnx.file()), "tiny.onnx");
  }
}
