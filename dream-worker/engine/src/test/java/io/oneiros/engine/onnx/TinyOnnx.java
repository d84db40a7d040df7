package io.oneiros.engine.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes ONNX files, one operator after the other. */
public final class TinyOnnx {
  private final List<byte[]> nodes = new ArrayList<>();
  private final List<byte[]> tensors = new ArrayList<>();
  private final List<byte[]> inputs = new ArrayList<>();
  private long opset = 13;

  /** A part of a message. */
  public interface Part {
    void write(CodedOutputStream out) throws IOException;
  }

  static byte[] message(Part... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (Part part : parts) {
        part.write(out);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Part number(int field, long value) {
    return out -> out.writeInt64(field, value);
  }

  static Part numbers(int field, long... values) {
    return out -> {
      for (long value : values) {
        out.writeInt64(field, value);
      }
    };
  }

  static Part real(int field, float value) {
    return out -> out.writeFloat(field, value);
  }

  static Part text(int field, String value) {
    return out -> out.writeString(field, value);
  }

  static Part bytes(int field, byte[] value) {
    return out -> out.writeBytes(field, ByteString.copyFrom(value));
  }

  public static Part ints(String name, long... values) {
    return bytes(5, message(text(1, name), numbers(8, values)));
  }

  public static Part integer(String name, long value) {
    return bytes(5, message(text(1, name), number(3, value)));
  }

  public static Part real(String name, float value) {
    return bytes(5, message(text(1, name), real(2, value)));
  }

  public static Part text(String name, String value) {
    return bytes(5, message(text(1, name), text(4, value)));
  }

  public TinyOnnx opset(long version) {
    opset = version;
    return this;
  }

  /** An input of sizes; 0 is one that the file does not state. */
  public TinyOnnx input(String name, long... shape) {
    Part[] dimensions = new Part[shape.length];
    for (int i = 0; i < shape.length; i++) {
      long side = shape[i];
      dimensions[i] = bytes(1, side == 0 ? message(text(2, "n")) : message(number(1, side)));
    }
    byte[] type = message(bytes(1, message(number(1, 1), bytes(2, message(dimensions)))));
    inputs.add(message(text(1, name), bytes(2, type)));
    return this;
  }

  TinyOnnx picture() {
    return input("picture", 1, 3, 0, 0);
  }

  TinyOnnx tensor(byte[] tensor) {
    tensors.add(tensor);
    return this;
  }

  /** Floats, given in turn until there are enough. */
  public TinyOnnx floats(String name, List<Integer> shape, float... values) {
    int count = shape.stream().reduce(1, (a, b) -> a * b);
    ByteBuffer data = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      data.putFloat(values[i % values.length]);
    }
    long[] sides = shape.stream().mapToLong(side -> side).toArray();
    return tensor(message(numbers(1, sides), number(2, 1), text(8, name), bytes(9, data.array())));
  }

  public TinyOnnx longs(String name, long... values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      data.putLong(value);
    }
    return tensor(
        message(number(1, values.length), number(2, 7), text(8, name), bytes(9, data.array())));
  }

  /**
   * @param inputs separated by blanks; "-" for one that is left out
   */
  public TinyOnnx node(String type, String inputs, String output, Part... attributes) {
    List<Part> parts = new ArrayList<>();
    for (String input : inputs.split(" ")) {
      parts.add(text(1, input.equals("-") ? "" : input));
    }
    parts.add(text(2, output));
    parts.add(text(4, type));
    parts.addAll(List.of(attributes));
    nodes.add(message(parts.toArray(Part[]::new)));
    return this;
  }

  byte[] graph() {
    List<Part> parts = new ArrayList<>();
    nodes.forEach(node -> parts.add(bytes(1, node)));
    tensors.forEach(tensor -> parts.add(bytes(5, tensor)));
    inputs.forEach(input -> parts.add(bytes(11, input)));
    return message(parts.toArray(Part[]::new));
  }

  public byte[] file() {
    return message(number(1, 8), bytes(8, message(number(2, opset))), bytes(7, graph()));
  }

  /** A convolution to four channels, its normalisation, a ReLU, and a pooling with two users. */
  static byte[] network() {
    return new TinyOnnx()
        .picture()
        .floats("w", List.of(4, 3, 3, 3), 0.5f, -0.25f, 0.125f, 1, -1)
        .floats("b", List.of(4), 1, 2, 3, 4)
        .floats("gamma", List.of(4), 2)
        .floats("beta", List.of(4), 0.5f)
        .floats("mean", List.of(4), 0.25f)
        .floats("variance", List.of(4), 3)
        .node("Conv", "picture w b", "conv", ints("pads", 1, 1, 1, 1), ints("strides", 2, 2))
        .node("BatchNormalization", "conv gamma beta mean variance", "norm", real("epsilon", 1))
        .node("Relu", "norm", "relu")
        .node("MaxPool", "relu", "pool", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
        .node("Concat", "pool pool", "joined", integer("axis", 1))
        .file();
  }
}
