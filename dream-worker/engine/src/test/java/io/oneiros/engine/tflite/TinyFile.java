package io.oneiros.engine.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes small TensorFlow Lite files, good ones and bad ones. */
public final class TinyFile {
  public static final int SAME = 0;
  public static final int VALID = 1;
  static final int FLOAT32 = 0;
  static final int INT32 = 2;
  static final int UINT8 = 3;

  private final FlatBufferBuilder builder = new FlatBufferBuilder();
  private final List<Integer> codes = new ArrayList<>();
  private final List<Integer> buffers = new ArrayList<>();
  private final List<Integer> tensors = new ArrayList<>();
  private final List<Integer> operators = new ArrayList<>();

  /** A value that is given or made: 8-bit, its lowest number standing for 0 if zero is 0. */
  int value(String name, int zero, int... shape) {
    return tensor(name, UINT8, shape, new float[] {0.5f}, new long[] {zero}, null);
  }

  int tensor(String name, int type, int[] shape, float[] scales, long[] zeros, byte[] data) {
    int buffer = 0;
    if (data != null) {
      int bytes = builder.createByteVector(data);
      builder.startTable(1);
      builder.addOffset(0, bytes, 0);
      buffers.add(builder.endTable());
      buffer = buffers.size();
    }
    return tensor(name, type, shape, scales, zeros, buffer);
  }

  /**
   * @param buffer 0 for the empty one, else the n-th that was written
   */
  int tensor(String name, int type, int[] shape, float[] scales, long[] zeros, int buffer) {
    int scale = 0;
    int zero = 0;
    int quantisation = 0;
    if (scales.length > 0) {
      builder.startVector(4, scales.length, 4);
      for (int i = scales.length - 1; i >= 0; i--) {
        builder.addFloat(scales[i]);
      }
      scale = builder.endVector();
      builder.startVector(8, zeros.length, 8);
      for (int i = zeros.length - 1; i >= 0; i--) {
        builder.addLong(zeros[i]);
      }
      zero = builder.endVector();
      builder.startTable(7);
      builder.addOffset(2, scale, 0);
      builder.addOffset(3, zero, 0);
      quantisation = builder.endTable();
    }
    int text = builder.createString(name);
    int sides = ints(shape);
    builder.startTable(5);
    builder.addOffset(0, sides, 0);
    builder.addByte(1, (byte) type, 0);
    builder.addInt(2, buffer, 0);
    builder.addOffset(3, text, 0);
    builder.addOffset(4, quantisation, 0);
    tensors.add(builder.endTable());
    return tensors.size() - 1;
  }

  /** Weights [out, side, side, in] counting up from 0, scale 0.5, zero 3. */
  int weights(String name, int out, int side, int in) {
    byte[] data = new byte[out * side * side * in];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    int[] shape = {out, side, side, in};
    return tensor(name, UINT8, shape, new float[] {0.5f}, new long[] {3}, data);
  }

  int biases(String name, int... values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asIntBuffer().put(values);
    int[] shape = {values.length};
    return tensor(name, INT32, shape, new float[] {0.25f}, new long[] {0}, data.array());
  }

  TinyFile conv(int in, int weights, int biases, int out, int padding, int stride) {
    return conv(in, weights, biases, out, padding, stride, 0);
  }

  TinyFile conv(int in, int weights, int bias, int out, int padding, int stride, int activation) {
    builder.startTable(6);
    window(padding, stride);
    builder.addByte(3, (byte) activation, 0);
    return operator(3, builder.endTable(), out, in, weights, bias);
  }

  TinyFile pool(int code, int in, int out, int padding, int stride, int side) {
    builder.startTable(6);
    window(padding, stride);
    builder.addInt(3, side, 0);
    builder.addInt(4, side, 0);
    return operator(code, builder.endTable(), out, in);
  }

  TinyFile concat(int axis, int out, int... in) {
    builder.startTable(2);
    builder.addInt(0, axis, 0);
    return operator(2, builder.endTable(), out, in);
  }

  TinyFile operator(int code, int options, int out, int... in) {
    int inputs = ints(in);
    int outputs = ints(out);
    if (!codes.contains(code)) {
      codes.add(code);
    }
    builder.startTable(5);
    builder.addInt(0, codes.indexOf(code), 0);
    builder.addOffset(1, inputs, 0);
    builder.addOffset(2, outputs, 0);
    builder.addOffset(4, options, 0);
    operators.add(builder.endTable());
    return this;
  }

  /**
   * @param inputs of the graph
   */
  public byte[] bytes(int... inputs) {
    int given = ints(inputs);
    int allTensors = tables(tensors);
    int allOperators = tables(operators);
    builder.startTable(4);
    builder.addOffset(0, allTensors, 0);
    builder.addOffset(1, given, 0);
    builder.addOffset(3, allOperators, 0);
    int graphs = tables(List.of(builder.endTable()));
    int allCodes = tables(codes.stream().map(this::code).toList());
    builder.startTable(1);
    List<Integer> all = new ArrayList<>(List.of(builder.endTable()));
    all.addAll(buffers);
    int allBuffers = tables(all);
    builder.startTable(5);
    builder.addInt(0, 3, 0);
    builder.addOffset(1, allCodes, 0);
    builder.addOffset(2, graphs, 0);
    builder.addOffset(4, allBuffers, 0);
    builder.finish(builder.endTable(), "TFL3");
    return builder.sizedByteArray();
  }

  /** A convolution, two branches, a concatenation, the mean, and logits: every operator once. */
  public static byte[] network() {
    TinyFile f = new TinyFile();
    int picture = f.value("input", 128, 1, 9, 9, 3);
    int stem = f.value("net/stem/Relu", 0, 1, 4, 4, 4);
    int pool = f.value("net/block/left/MaxPool", 0, 1, 4, 4, 4);
    int conv = f.value("net/block/right/Relu", 0, 1, 4, 4, 2);
    int both = f.value("net/block/concat", 0, 1, 4, 4, 6);
    int mean = f.value("net/mean/AvgPool", 0, 1, 1, 1, 6);
    int logits = f.value("net/logits/BiasAdd", 53, 1, 1, 1, 2);
    int flat = f.value("net/flat", 53, 1, 2);
    int classes = f.value("output", 0, 1, 2);
    f.conv(picture, f.weights("w0", 4, 3, 3), f.biases("b0", 1, 2, 3, -4), stem, VALID, 2);
    f.pool(17, stem, pool, SAME, 1, 3);
    f.conv(stem, f.weights("w1", 2, 1, 4), f.biases("b1", 0, 0), conv, SAME, 1);
    f.concat(3, both, pool, conv);
    f.pool(1, both, mean, VALID, 4, 4);
    f.conv(mean, f.weights("w2", 2, 1, 6), f.biases("b2", 0, 0), logits, SAME, 1);
    f.operator(22, 0, flat, logits);
    f.operator(25, 0, classes, flat);
    return f.bytes(picture);
  }

  private void window(int padding, int stride) {
    builder.addByte(0, (byte) padding, 0);
    builder.addInt(1, stride, 0);
    builder.addInt(2, stride, 0);
  }

  private int code(int code) {
    builder.startTable(4);
    builder.addByte(0, (byte) Math.min(code, 127), 0);
    builder.addInt(3, code, 0);
    return builder.endTable();
  }

  private int ints(int... values) {
    builder.startVector(4, values.length, 4);
    for (int i = values.length - 1; i >= 0; i--) {
      builder.addInt(values[i]);
    }
    return builder.endVector();
  }

  private int tables(List<Integer> offsets) {
    builder.startVector(4, offsets.size(), 4);
    for (int i = offsets.size() - 1; i >= 0; i--) {
      builder.addOffset(offsets.get(i));
    }
    return builder.endVector();
  }
}
