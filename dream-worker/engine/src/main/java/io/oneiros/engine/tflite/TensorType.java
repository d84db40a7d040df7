package io.oneiros.engine.tflite;

import java.nio.ByteBuffer;

/** The element types that are read: the schema's number, bytes each, lowest value. */
enum TensorType {
  FLOAT32(0, Float.BYTES, Integer.MIN_VALUE),
  INT32(2, Integer.BYTES, Integer.MIN_VALUE),
  UINT8(3, 1, 0),
  INT8(9, 1, Byte.MIN_VALUE);

  final int number;
  final int width;
  final int lowest;

  TensorType(int number, int width, int lowest) {
    this.number = number;
    this.width = width;
    this.lowest = lowest;
  }

  /** Null for a type that is not read. */
  static TensorType of(int number) {
    for (TensorType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    return null;
  }

  double value(ByteBuffer data, int index) {
    return switch (this) {
      case FLOAT32 -> data.getFloat(index * Float.BYTES);
      case INT32 -> data.getInt(index * Integer.BYTES);
      case UINT8 -> Byte.toUnsignedInt(data.get(index));
      case INT8 -> data.get(index);
    };
  }
}
