package io.oneiros.engine.onnx;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.NETWORK_TOO_LARGE;
import static io.oneiros.engine.NetworkFileException.Code.NOT_A_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;
import static io.oneiros.engine.onnx.TinyOnnx.bytes;
import static io.oneiros.engine.onnx.TinyOnnx.integer;
import static io.oneiros.engine.onnx.TinyOnnx.ints;
import static io.oneiros.engine.onnx.TinyOnnx.message;
import static io.oneiros.engine.onnx.TinyOnnx.number;
import static io.oneiros.engine.onnx.TinyOnnx.numbers;
import static io.oneiros.engine.onnx.TinyOnnx.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.NetworkFileException.Code;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFileTest {
  /** Of an initialiser that lies in another file. */
  private static final byte[] OUTSIDE =
      message(number(1, 1), number(2, 1), text(8, "w"), number(14, 1));

  private static final byte[] TEXT = message(number(1, 1), number(2, 8), text(8, "w"));

  @Test
  void otherFilesAreNotNetworks() {
    refused(new byte[0], NOT_A_NETWORK, "tiny.onnx", "no graph");
    refused("a text, not a network".getBytes(StandardCharsets.UTF_8), DAMAGED_NETWORK, "no ONNX");
  }

  /** The graph comes last, so that every prefix lacks some of it. */
  @Test
  void noPrefixOfAFileIsTakenForTheWhole() {
    byte[] file = TinyOnnx.network();
    for (int length = 0; length < file.length; length++) {
      byte[] prefix = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(prefix), "the first %s of %s bytes", length, file.length)
          .isInstanceOf(NetworkFileException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x01, 0x7f, 0x80, 0xff})
  void anyByteMayBeWrongWithoutAnyOtherError(int value) {
    byte[] file = TinyOnnx.network();
    int refused = 0;
    for (int i = 0; i < file.length; i++) {
      byte[] altered = file.clone();
      altered[i] = (byte) value;
      try {
        decodeAll(read(altered));
      } catch (NetworkFileException e) {
        refused++;
        assertThat(e).hasMessageStartingWith("tiny.onnx");
      }
    }
    assertThat(refused).isGreaterThan(file.length / 10);
  }

  private static void decodeAll(NetworkFile file) {
    for (Node node : file.graph().nodes()) {
      if (node.op() instanceof Op.Conv conv) {
        conv.weight().floats();
      } else if (node.op() instanceof Op.Scale scale) {
        scale.factor().floats();
        scale.shift().floats();
      }
    }
  }

  @Test
  void tenGigabytesInAKilobyteAreRefused() {
    byte[] claims =
        message(numbers(1, 50_000, 50_000), number(2, 1), text(8, "w"), bytes(9, new byte[1000]));
    refused(new TinyOnnx().picture().tensor(claims).file(), DAMAGED_NETWORK, "w", "50000, 50000");
    byte[] overflows =
        message(
            numbers(1, 1L << 31, 1L << 31, 4), number(2, 1), text(8, "w"), bytes(9, new byte[0]));
    refused(new TinyOnnx().picture().tensor(overflows).file(), DAMAGED_NETWORK, "w");
  }

  @Test
  void whatAFileMakesOfLittleIsBounded() {
    TinyOnnx outer =
        new TinyOnnx()
            .picture()
            .floats("row", List.of(1, 4000), 1)
            .floats("column", List.of(4000, 1), 1)
            .node("Mul", "row column", "square")
            .node("Add", "picture square", "y");
    refused(outer.file(), UNSUPPORTED_NETWORK, "square", "4000, 4000");
    refused(
        new TinyOnnx()
            .picture()
            .longs("shape", 1 << 20, 1 << 20)
            .node("ConstantOfShape", "shape", "huge")
            .node("Add", "picture huge", "y")
            .file(),
        UNSUPPORTED_NETWORK,
        "huge",
        "1048576");
    refused(
        new TinyOnnx()
            .picture()
            .floats("w", List.of(5000, 3, 1, 1), 1)
            .node("Conv", "picture w", "wide")
            .node("LRN", "wide", "y", integer("size", 5))
            .file(),
        null,
        "y",
        "5000");
  }

  @Test
  void cyclesAndDanglingNamesAreDamage() {
    refused(
        new TinyOnnx().picture().node("Add", "picture b", "a").node("Relu", "a", "b").file(),
        DAMAGED_NETWORK,
        "a uses b, which nothing before it makes");
    refused(
        new TinyOnnx().picture().node("Add", "picture a", "a").file(),
        DAMAGED_NETWORK,
        "a uses a, which nothing before it makes");
    refused(
        new TinyOnnx().picture().node("Relu", "picture", "a").node("Tanh", "picture", "a").file(),
        DAMAGED_NETWORK,
        "two values are named 'a'");
    refused(
        new TinyOnnx()
            .picture()
            .node("LRN", "picture", "y", integer("size", 3))
            .node("Relu", "picture", "y#squares")
            .file(),
        DAMAGED_NETWORK,
        "two values are named 'y#squares'");
  }

  @Test
  void weightsThatDoNotFitTheirInputAreDamage() {
    refused(
        new TinyOnnx()
            .picture()
            .floats("w", List.of(4, 5, 1, 1), 1)
            .node("Conv", "picture w", "y")
            .file(),
        DAMAGED_NETWORK,
        "y",
        "3 channels");
    refused(
        new TinyOnnx()
            .picture()
            .floats("w", List.of(4, 3, 1, 1), 1)
            .floats("b", List.of(3), 1)
            .node("Conv", "picture w b", "y")
            .file(),
        DAMAGED_NETWORK,
        "biases of the shape [3] for 4 channels");
    refused(
        new TinyOnnx().picture().node("MaxPool", "picture", "y", ints("kernel_shape", 0, 2)).file(),
        DAMAGED_NETWORK,
        "y has a window of [0, 2]");
    refused(
        new TinyOnnx()
            .picture()
            .node("MaxPool", "picture", "y", ints("kernel_shape", 2, 2), ints("pads", -1, 0, 0, 0))
            .file(),
        DAMAGED_NETWORK,
        "y pads by");
  }

  @Test
  void whatIsNotReadIsNamed() {
    refused(
        new TinyOnnx().picture().tensor(OUTSIDE).file(), UNSUPPORTED_NETWORK, "w", "single file");
    refused(new TinyOnnx().picture().tensor(TEXT).file(), UNSUPPORTED_NETWORK, "w", "type 8");
    refused(
        new TinyOnnx().picture().input("mask", 1, 1, 8, 8).file(), UNSUPPORTED_NETWORK, "2 inputs");
    refused(
        new TinyOnnx().input("picture", 1, 1, 28, 28).node("Relu", "picture", "y").file(),
        UNSUPPORTED_NETWORK,
        "[1, 1, 28, 28]");
    refused(
        new TinyOnnx().picture().node("Einsum", "picture", "y").file(),
        UNSUPPORTED_NETWORK,
        "y (Einsum)");
  }

  /** A text, a constant in another file, and a value between the pixels. */
  @Test
  void whatIsNotReadHarmsOnlyWhatIsBehindIt() {
    for (byte[] tensor : List.of(OUTSIDE, TEXT)) {
      NetworkFile file =
          read(
              new TinyOnnx()
                  .picture()
                  .tensor(tensor)
                  .node("Relu", "picture", "y")
                  .node("Add", "y w", "z")
                  .file());
      assertThat(file.graph().nodes()).extracting(Node::name).containsExactly("y");
      assertThat(file.unread()).containsOnlyKeys("w", "z");
    }
    NetworkFile finer =
        read(
            new TinyOnnx()
                .opset(9)
                .picture()
                .floats("scales", List.of(4), 1, 1, 2, 2)
                .node("Relu", "picture", "y")
                .node("Upsample", "y scales", "z")
                .node("Relu", "z", "end")
                .file());
    assertThat(finer.graph().nodes()).extracting(Node::name).containsExactly("y");
    assertThat(finer.unread().get("end")).contains("z (Upsample)", "2 times finer");
  }

  @Test
  void listsWithoutEndAreRefused() {
    TinyOnnx.Part[] empty = new TinyOnnx.Part[1_100_000];
    Arrays.fill(empty, bytes(1, new byte[0]));
    refused(message(bytes(7, message(empty))), NETWORK_TOO_LARGE, "1000000 fields");
  }

  /**
   * @param code null for any
   */
  private static void refused(byte[] file, Code code, String... words) {
    assertThatThrownBy(() -> refuseAll(read(file)))
        .isInstanceOfSatisfying(
            NetworkFileException.class,
            e -> {
              if (code != null) {
                assertThat(e.code()).isEqualTo(code);
              }
            })
        .hasMessageContainingAll(words);
  }

  /** What is left out is as good as refused. */
  private static void refuseAll(NetworkFile file) {
    file.unread()
        .values()
        .forEach(
            why -> {
              throw new NetworkFileException(UNSUPPORTED_NETWORK, why);
            });
  }

  private static NetworkFile read(byte[] file) {
    return OnnxFile.read(ByteBuffer.wrap(file), "tiny.onnx");
  }
}
