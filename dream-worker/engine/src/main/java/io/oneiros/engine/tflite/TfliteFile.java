package io.oneiros.engine.tflite;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.NETWORK_TOO_LARGE;
import static io.oneiros.engine.NetworkFileException.Code.NOT_A_NETWORK;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Channels;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.ReceptiveFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Opens TensorFlow Lite files. Any bytes are safe to give: a file that is damaged, hostile or
 * beyond the engine ends in a {@link NetworkFileException}, and reading takes memory in proportion
 * to the number of operators at most. Weights stay in the mapped file until they are asked for.
 *
 * <p>Values carry the names of the file's tensors. A file names what comes out after an activation,
 * so where one follows, that name is the activation's, and {@code NAME/linear} is the value before
 * it.
 */
public final class TfliteFile {
  private static final byte[] MAGIC = "TFL3".getBytes(StandardCharsets.US_ASCII);
  private static final int MAGIC_AT = 4;
  private static final int MAX_BYTES = 1 << 30;

  private TfliteFile() {}

  /**
   * @return the file's first subgraph; its channels and strides fit together
   * @throws NetworkFileException if the file is no TensorFlow Lite file, damaged or beyond the
   *     engine
   * @throws UncheckedIOException if it cannot be read
   */
  public static NetworkFile read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > MAX_BYTES) {
        throw new NetworkFileException(
            NETWORK_TOO_LARGE,
            "%s has %d bytes; at most %d are read.".formatted(file, channel.size(), MAX_BYTES));
      }
      return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * @param bytes the whole file; must not change afterwards
   * @param name of the file, for messages
   */
  static NetworkFile read(ByteBuffer bytes, String name) {
    ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    if (data.remaining() >= MAGIC_AT + MAGIC.length) {
      data.get(MAGIC_AT, magic);
    }
    if (!Arrays.equals(magic, MAGIC)) {
      throw new NetworkFileException(
          NOT_A_NETWORK, name + " is no TensorFlow Lite file: 'TFL3' is not where it belongs.");
    }
    try {
      NetworkFile network = new GraphReader(FlatTable.root(data)).read();
      check(network.graph(), data.limit());
      return network;
    } catch (NetworkFileException e) {
      throw new NetworkFileException(e.code(), name + ": " + e.getMessage(), e);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new NetworkFileException(
          DAMAGED_NETWORK, name + " is damaged: it points outside itself, or is cut off.", e);
    } catch (IllegalArgumentException e) {
      throw new NetworkFileException(
          DAMAGED_NETWORK, name + " contradicts itself: " + e.getMessage(), e);
    }
  }

  /** What all users of the graph rely on, and that decoding it takes memory in proportion. */
  private static void check(Graph graph, int bytes) {
    Channels.of(graph);
    ReceptiveFields.of(graph);
    long numbers = 0;
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Conv conv) {
        numbers +=
            conv.weight().shape().stream().mapToLong(side -> side).reduce(1, (a, b) -> a * b);
      }
    }
    if (numbers > bytes) {
      throw new NetworkFileException(
          NETWORK_TOO_LARGE,
          "its convolutions have %d weights together, in %d bytes.".formatted(numbers, bytes));
    }
  }
}
