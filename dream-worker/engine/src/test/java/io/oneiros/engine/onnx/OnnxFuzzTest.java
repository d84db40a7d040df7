package io.oneiros.engine.onnx;

import static io.oneiros.engine.onnx.TinyOnnx.integer;
import static io.oneiros.engine.onnx.TinyOnnx.ints;
import static io.oneiros.engine.onnx.TinyOnnx.real;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneiros.engine.zoo.AnyNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes is a network or refused. */
class OnnxFuzzTest {
  @TempDir Path folder;

  static Stream<byte[]> seeds() {
    return Stream.of(TinyOnnx.network(), generator(), constants(), blocks());
  }

  @MethodSource("seeds")
  @DictionaryFile(resourcePath = "onnx.dict")
  @FuzzTest
  void networkIsOpenedOrRefused(byte[] file) throws Exception {
    AnyNetwork.isOpenedOrRefused(folder, file, "mine.onnx");
  }

  private static byte[] generator() {
    return new TinyOnnx()
        .input("code", 1, 8)
        .floats("w", List.of(16, 8), 0.5f, -1)
        .floats("up", List.of(4, 3, 2, 2), 0.25f)
        .longs("shape", -1, 4, 2, 2)
        .node("Gemm", "code w", "dense", integer("transB", 1))
        .node("LeakyRelu", "dense", "leaky", real("alpha", 0.3f))
        .node("Reshape", "leaky shape", "picture")
        .node("ConvTranspose", "picture up", "large", ints("strides", 2, 2))
        .node("Tanh", "large", "y")
        .file();
  }

  /** Made of one another. */
  private static byte[] constants() {
    return new TinyOnnx()
        .picture()
        .floats("w", List.of(3, 4), 1, 2, 3)
        .longs("from", 0)
        .longs("to", 2)
        .longs("four", 4, 3, 1, 1)
        .node("Shape", "w", "shape")
        .node("Slice", "shape from to", "part")
        .node("Cast", "part", "cast", integer("to", 1))
        .node("Mul", "cast cast", "squared")
        .node("Transpose", "w", "turned", ints("perm", 1, 0))
        .node("Reshape", "turned four", "kernel")
        .node("Conv", "picture kernel", "conv")
        .node("Unsqueeze", "squared", "more", ints("axes", 0))
        .node("Gather", "more from", "gathered")
        .node("Neg", "conv", "y")
        .file();
  }

  /** A gate, and what enlarges. */
  private static byte[] blocks() {
    return new TinyOnnx()
        .input("picture", 1, 0, 0, 3)
        .floats("w", List.of(3, 1, 3, 3), 1)
        .floats("scales", List.of(4), 1, 1, 2, 2)
        .node("Transpose", "picture", "first", ints("perm", 0, 3, 1, 2))
        .node("Conv", "first w", "conv", integer("group", 3), ints("dilations", 2, 2))
        .node("GlobalAveragePool", "conv", "mean")
        .node("HardSigmoid", "mean", "gate", real("beta", 0.5f))
        .node("Mul", "conv gate", "gated")
        .node("Resize", "gated - scales", "large", TinyOnnx.text("mode", "nearest"))
        .node("AveragePool", "large", "pool", ints("kernel_shape", 3, 3), ints("pads", 1, 1, 1, 1))
        .node("Add", "pool large", "sum")
        .node("LRN", "sum", "y", integer("size", 5))
        .file();
  }
}
