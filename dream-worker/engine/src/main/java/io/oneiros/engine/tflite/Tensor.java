package io.oneiros.engine.tflite;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;

import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Parameter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** One tensor of the file: a value that operators make, or a constant. */
record Tensor(FlatTable table, List<FlatTable> buffers) {
  private static final int SHAPE = 0;
  private static final int TYPE = 1;
  private static final int BUFFER = 2;
  private static final int NAME = 3;
  private static final int QUANTISATION = 4;
  private static final int BUFFER_DATA = 0;
  private static final int MAX_RANK = 8;

  String name() {
    String name = table.text(NAME);
    if (name.isEmpty()) {
      throw new NetworkFileException(DAMAGED_NETWORK, "a tensor has no name.");
    }
    return name;
  }

  int[] shape() {
    return table.ints(SHAPE, MAX_RANK);
  }

  TensorType type() {
    int number = table.int8(TYPE, 0);
    TensorType type = TensorType.of(number);
    if (type == null) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "%s holds numbers of type %d; float32, int32, uint8 and int8 are read."
              .formatted(name(), number));
    }
    return type;
  }

  /**
   * Whether the value cannot be negative because its 8-bit range begins at zero. TensorFlow's
   * converter drops a ReLU whose work the range already does, so this is the trace of one.
   */
  boolean cannotBeNegative() {
    TensorType type = type();
    return type.width == 1 && quantisation().beginsAtZero(type);
  }

  /** The constant, to be decoded later; its shape is checked against the bytes there are now. */
  Parameter parameter(int rank) {
    int[] shape = shape();
    ByteBuffer data = data();
    TensorType type = type();
    long count = 1;
    for (int side : shape) {
      count = Math.multiplyExact(count, Math.max(side, 0));
    }
    if (shape.length != rank || count < 1 || count * type.width != data.remaining()) {
      throw new NetworkFileException(
          DAMAGED_NETWORK,
          "%s has %d bytes of data for shape %s; %d dimensions are expected."
              .formatted(name(), data.remaining(), Arrays.toString(shape), rank));
    }
    Quantisation q = quantisation();
    int row = (int) count / shape[0];
    int size = (int) count;
    return new Parameter(
        Arrays.stream(shape).boxed().toList(),
        () -> {
          float[] values = new float[size];
          for (int i = 0; i < size; i++) {
            values[i] = q.real(type.value(data, i), i / row);
          }
          return values;
        });
  }

  private Quantisation quantisation() {
    int[] shape = shape();
    return Quantisation.of(table.table(QUANTISATION), shape.length == 0 ? 1 : shape[0], name());
  }

  private ByteBuffer data() {
    int index = table.int32(BUFFER, 0);
    if (index < 0 || index >= buffers.size()) {
      throw new NetworkFileException(
          DAMAGED_NETWORK, "%s lies in buffer %d of %d.".formatted(name(), index, buffers.size()));
    }
    return buffers.get(index).vector(BUFFER_DATA, 1);
  }
}
