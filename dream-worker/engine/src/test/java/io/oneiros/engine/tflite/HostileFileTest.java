package io.oneiros.engine.tflite;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.NETWORK_TOO_LARGE;
import static io.oneiros.engine.NetworkFileException.Code.NOT_A_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;
import static io.oneiros.engine.tflite.TinyFile.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.NetworkFileException.Code;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFileTest {
  private static final int[] NO_INPUT = {};

  @Test
  void otherFilesAreNotNetworks() {
    byte[] other = TinyFile.network();
    other[4] = 'X';
    refused(other, NOT_A_NETWORK, "TFL3");
    refused(new byte[0], NOT_A_NETWORK, "tiny.tflite");
    refused(new byte[7], NOT_A_NETWORK, "tiny.tflite");
  }

  /** The last 32 bytes are the range of the picture, which nobody reads. */
  @Test
  void noPrefixOfAFileIsTakenForTheWhole() {
    byte[] file = TinyFile.network();
    for (int length = 0; length < file.length - 32; length++) {
      byte[] prefix = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(prefix), "the first %d of %d bytes", length, file.length)
          .isInstanceOf(NetworkFileException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x01, 0x7f, 0x80, 0xff})
  void anyByteMayBeWrongWithoutAnyOtherError(int value) {
    byte[] file = TinyFile.network();
    int refused = 0;
    for (int i = 0; i < file.length; i++) {
      byte[] altered = file.clone();
      altered[i] = (byte) value;
      try {
        read(altered);
      } catch (NetworkFileException e) {
        refused++;
        assertThat(e).hasMessageStartingWith("tiny.tflite");
      }
    }
    assertThat(refused).isGreaterThan(file.length / 20);
  }

  @Test
  void operatorsThatAreNotComputedAreNamed() {
    refused(oneToOne(0), UNSUPPORTED_NETWORK, "out", "operator 0 (ADD)");
    refused(oneToOne(117), UNSUPPORTED_NETWORK, "out", "operator 117 (HARD_SWISH)");
    refused(oneToOne(200), UNSUPPORTED_NETWORK, "out", "operator 200,");
  }

  @Test
  void activationsThatAreNotComputedAreNamed() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    int out = f.value("out", 0, 1, 4, 4, 1);
    f.conv(in, f.weights("w", 1, 1, 3), f.biases("b", 0), out, SAME, 1, 3);
    refused(f.bytes(in), UNSUPPORTED_NETWORK, "out", "3 (RELU6)");
  }

  @Test
  void onlyChannelsAreConcatenated() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    int out = f.value("out", 0, 1, 8, 4, 3);
    f.concat(1, out, in, in);
    refused(f.bytes(in), UNSUPPORTED_NETWORK, "out", "axis 1");
  }

  @Test
  void onlyOnePositionIsFlattened() {
    refused(oneToOne(22), UNSUPPORTED_NETWORK, "out", "[1, 4, 4, 3]");
  }

  @Test
  void inputsThatNothingMakesAreDamage() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    int dangling = f.value("dangling", 0, 1, 4, 4, 3);
    f.pool(17, dangling, f.value("out", 0, 1, 4, 4, 3), SAME, 1, 3);
    refused(f.bytes(in), DAMAGED_NETWORK, "out uses dangling, which nothing before it makes");
  }

  @Test
  void cyclesAreDamage() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    int a = f.value("a", 0, 1, 4, 4, 3);
    int b = f.value("b", 0, 1, 4, 4, 3);
    f.pool(17, b, a, SAME, 1, 3).pool(17, a, b, SAME, 1, 3);
    refused(f.bytes(in), DAMAGED_NETWORK, "a uses b");
  }

  @Test
  void twoValuesOfOneNameAreDamage() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    f.pool(17, in, f.value("in", 0, 1, 4, 4, 3), SAME, 1, 3);
    refused(f.bytes(in), DAMAGED_NETWORK, "two values are named in");
  }

  @Test
  void tensorsOutsideTheListAreDamage() {
    TinyFile f = new TinyFile();
    f.value("in", 128, 1, 4, 4, 3);
    refused(f.bytes(7), DAMAGED_NETWORK, "tensor 7 of 1");
    refused(new TinyFile().bytes(NO_INPUT), UNSUPPORTED_NETWORK, "0 inputs");
  }

  /** Found by TfliteFuzzTest. */
  @Test
  void somethingIsMadeOfThePicture() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    refused(f.bytes(in), UNSUPPORTED_NETWORK, "nothing is made of its input");
  }

  @Test
  void picturesHaveThreeChannels() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 1);
    refused(f.bytes(in), UNSUPPORTED_NETWORK, "[1, 4, 4, 1]");
  }

  @Test
  void shapesThatTheDataDoesNotFillAreDamage() {
    int[][] shapes = {
      {2, 1, 1, 3}, {1 << 30, 1 << 30, 1 << 30, 1 << 30}, {1, 1, -1, -3}, {1, 1, 0, 3}, {3}, {}
    };
    for (int[] shape : shapes) {
      TinyFile f = new TinyFile();
      int in = f.value("in", 128, 1, 4, 4, 3);
      float[] scale = {1};
      int w = f.tensor("w", TinyFile.UINT8, shape, scale, new long[] {0}, new byte[3]);
      f.conv(in, w, f.biases("b", 0), f.value("out", 0, 1, 4, 4, 1), SAME, 1);
      refused(f.bytes(in), DAMAGED_NETWORK, "tiny.tflite");
    }
  }

  @Test
  void weightsSharedByManyConvolutionsCannotOutgrowTheFile() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    byte[] data = new byte[9000];
    int[] shape = {3000, 1, 1, 3};
    int w = f.tensor("w", TinyFile.UINT8, shape, new float[] {1}, new long[] {0}, data);
    for (int i = 0; i < 30; i++) {
      f.conv(in, w, -1, f.value("out" + i, 0, 1, 4, 4, 3000), SAME, 1);
    }
    refused(f.bytes(in), NETWORK_TOO_LARGE, "270000 weights");
  }

  @Test
  void namesAndListsHaveLimits() {
    TinyFile f = new TinyFile();
    int in = f.value("x".repeat(2000), 128, 1, 4, 4, 3);
    refused(f.bytes(in), NETWORK_TOO_LARGE, "2000 bytes; at most 1024");
    TinyFile g = new TinyFile();
    int many = g.value("in", 128, 1, 4, 4, 3);
    g.concat(3, g.value("out", 0, 1, 4, 4, 3), new int[5000]);
    refused(g.bytes(many), NETWORK_TOO_LARGE, "5000 numbers; at most 1024");
  }

  @Test
  void windowsHaveLimits() {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    f.pool(17, in, f.value("out", 0, 1, 4, 4, 3), SAME, 1 << 20, 3);
    refused(f.bytes(in), DAMAGED_NETWORK, "out", "1 to 1024");
  }

  /** A file of one operator from "in" to "out". */
  private static byte[] oneToOne(int code) {
    TinyFile f = new TinyFile();
    int in = f.value("in", 128, 1, 4, 4, 3);
    return f.operator(code, 0, f.value("out", 0, 1, 4, 4, 3), in).bytes(in);
  }

  private static void refused(byte[] file, Code code, String... words) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            NetworkFileException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }

  private static void read(byte[] file) {
    TfliteFile.read(ByteBuffer.wrap(file), "tiny.tflite");
  }
}
