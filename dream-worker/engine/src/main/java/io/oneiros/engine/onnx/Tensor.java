package io.oneiros.engine.onnx;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;

import com.google.protobuf.CodedInputStream;
import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** ONNX's TensorProto: a constant of the file. Whole numbers become floats, as all others do. */
final class Tensor {
  private static final int DIMENSIONS = 1;
  private static final int TYPE = 2;
  private static final int INT32_DATA = 5;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int LOCATION = 14;
  private static final int EXTERNAL = 1;
  static final int MAX_RANK = 8;

  private Tensor() {}

  /** How numbers lie in raw data, and in which field they lie otherwise. */
  enum Type {
    FLOAT(1, 4, 4, false),
    UINT8(2, 1, INT32_DATA, true),
    INT8(3, 1, INT32_DATA, true),
    INT32(6, 4, INT32_DATA, true),
    INT64(7, 8, 7, true),
    BOOL(9, 1, INT32_DATA, true),
    FLOAT16(10, 2, INT32_DATA, true),
    DOUBLE(11, 8, 10, false),
    BFLOAT16(16, 2, INT32_DATA, true);

    private final int code;
    private final int width;
    private final int field;
    private final boolean varint;

    Type(int code, int width, int field, boolean varint) {
      this.code = code;
      this.width = width;
      this.field = field;
      this.varint = varint;
    }

    static Type of(long code, String name) {
      for (Type type : values()) {
        if (type.code == code) {
          return type;
        }
      }
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "%s holds numbers of type %s; floats of 16, 32 and 64 bits and whole numbers are read."
              .formatted(name, code));
    }

    boolean isWhole() {
      return switch (this) {
        case UINT8, INT8, INT32, INT64, BOOL -> true;
        default -> false;
      };
    }

    private float raw(ByteBuffer data, int index) {
      int at = index * width;
      return switch (this) {
        case FLOAT -> data.getFloat(at);
        case DOUBLE -> (float) data.getDouble(at);
        case INT32 -> data.getInt(at);
        case INT64 -> data.getLong(at);
        case INT8 -> data.get(at);
        case UINT8, BOOL -> data.get(at) & 0xff;
        case FLOAT16, BFLOAT16 -> bits(data.getShort(at));
      };
    }

    /** A number from a field of whole numbers. */
    private float bits(long bits) {
      return switch (this) {
        case FLOAT16 -> half((int) bits & 0xffff);
        case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
        default -> bits;
      };
    }
  }

  static String name(Message tensor) {
    return tensor.text(NAME);
  }

  /** The constant, to be decoded later; its shape is checked against the bytes there are now. */
  static Parameter parameter(Message tensor) {
    String name = name(tensor);
    if (tensor.number(LOCATION, 0) == EXTERNAL) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "%s lies in a file of its own; save the network as a single file.".formatted(name));
    }
    Type type = Type.of(tensor.number(TYPE, 0), name);
    List<Integer> shape = shape(tensor, name);
    long count = shape.stream().mapToLong(side -> side).reduce(1, Math::multiplyExact);
    boolean raw = tensor.has(RAW_DATA);
    ByteBuffer data = tensor.bytes(raw ? RAW_DATA : type.field);
    boolean packed = !raw && type.varint;
    long there = packed ? varints(data) : data.remaining() / type.width;
    if (there != count || !packed && data.remaining() % type.width != 0) {
      throw new NetworkFileException(
          DAMAGED_NETWORK,
          "%s has %s bytes of data for the shape %s.".formatted(name, data.remaining(), shape));
    }
    int size = (int) count;
    return new Parameter(shape, new Stored(data, size, type, packed));
  }

  /** The type that the file stores a constant in; empty for what is computed. */
  static Optional<Type> type(Parameter parameter) {
    return parameter.values() instanceof Stored stored
        ? Optional.of(stored.type)
        : Optional.empty();
  }

  /** Numbers in the file, equal to no others: to compare them would be to decode them. */
  private static final class Stored implements Supplier<float[]> {
    private final ByteBuffer data;
    private final int size;
    private final Type type;
    private final boolean packed;

    private Stored(ByteBuffer data, int size, Type type, boolean packed) {
      this.data = data;
      this.size = size;
      this.type = type;
      this.packed = packed;
    }

    @Override
    public float[] get() {
      return packed ? unpacked(data, size, type) : unpackedRaw(data, size, type);
    }
  }

  private static List<Integer> shape(Message tensor, String name) {
    List<Long> sides = tensor.numbers(DIMENSIONS);
    List<Integer> shape = new ArrayList<>();
    for (long side : sides) {
      if (side < 0 || side > Integer.MAX_VALUE || sides.size() > MAX_RANK) {
        throw new NetworkFileException(
            DAMAGED_NETWORK, "%s has the shape %s.".formatted(name, sides));
      }
      shape.add((int) side);
    }
    return shape;
  }

  private static long varints(ByteBuffer data) {
    long count = 0;
    for (int i = 0; i < data.limit(); i++) {
      count += data.get(i) >= 0 ? 1 : 0;
    }
    return count;
  }

  private static float[] unpackedRaw(ByteBuffer data, int size, Type type) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = type.raw(data, i);
    }
    return values;
  }

  private static float[] unpacked(ByteBuffer data, int size, Type type) {
    CodedInputStream in = CodedInputStream.newInstance(data.duplicate());
    float[] values = new float[size];
    try {
      for (int i = 0; i < size; i++) {
        values[i] = type.bits(in.readRawVarint64());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a tensor's numbers are damaged", e);
    }
    return values;
  }

  /** IEEE 754 binary16. */
  static float half(int bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float sign = (bits & 0x8000) == 0 ? 1 : -1;
    if (exponent == 0) {
      return sign * fraction * 0x1p-24f;
    }
    if (exponent == 0x1f) {
      return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return sign * (1 + fraction * 0x1p-10f) * (float) Math.scalb(1.0, exponent - 15);
  }
}
