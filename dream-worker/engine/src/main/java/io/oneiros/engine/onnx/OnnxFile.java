package io.oneiros.engine.onnx;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.NETWORK_TOO_LARGE;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Channels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Opens ONNX files. Any bytes are safe to give: a file that is damaged, hostile or beyond the
 * engine ends in a {@link NetworkFileException}, and reading takes memory in proportion to the
 * number of operators at most. Weights stay in the mapped file until they are asked for.
 *
 * <p>Values carry the names that the file gives them, and answer to the names of the operators that
 * make them too. What cannot be computed is left out, with all that depends on it: only who asks
 * for it needs to know.
 */
public final class OnnxFile {
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  private OnnxFile() {}

  /**
   * @throws NetworkFileException if the file is no ONNX file, damaged or beyond the engine
   * @throws UncheckedIOException if it cannot be read
   */
  public static NetworkFile read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > MAX_BYTES) {
        throw new NetworkFileException(
            NETWORK_TOO_LARGE,
            "%s has %s bytes; at most %s are read.".formatted(file, channel.size(), MAX_BYTES));
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
    try {
      NetworkFile file = new GraphReader(new Message(bytes), bytes.remaining()).read();
      Channels.of(file.graph());
      return file;
    } catch (NetworkFileException e) {
      throw new NetworkFileException(e.code(), name + ": " + e.getMessage(), e);
    } catch (ArithmeticException | IndexOutOfBoundsException | UncheckedIOException e) {
      throw new NetworkFileException(
          DAMAGED_NETWORK, name + " is damaged: it states impossible sizes.", e);
    } catch (IllegalArgumentException e) {
      throw new NetworkFileException(
          DAMAGED_NETWORK, name + " contradicts itself: " + e.getMessage(), e);
    }
  }
}
