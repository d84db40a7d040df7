package io.oneiros.engine.tflite;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.NETWORK_TOO_LARGE;

import com.google.flatbuffers.Table;
import io.oneiros.engine.NetworkFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A FlatBuffers table read by field number, as the schema counts them from 0. Vectors are views of
 * the file; whatever points outside it throws {@link IndexOutOfBoundsException} before anything is
 * allocated.
 */
final class FlatTable extends Table {
  static final int MAX_TABLES = 20_000;
  private static final int MAX_NAME = 1024;

  /** A table at 4 whose field list, at 0, is empty: every field has its default. */
  private static final FlatTable EMPTY =
      new FlatTable(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 4).putInt(4, 4),
          4);

  private FlatTable(ByteBuffer data, int position) {
    __reset(position, data);
  }

  static FlatTable root(ByteBuffer data) {
    return new FlatTable(data, data.getInt(0));
  }

  int int8(int field, int otherwise) {
    int slot = slot(field);
    return slot == 0 ? otherwise : bb.get(bb_pos + slot);
  }

  int int32(int field, int otherwise) {
    int slot = slot(field);
    return slot == 0 ? otherwise : bb.getInt(bb_pos + slot);
  }

  /** A nested table; one that is absent has only defaults. */
  FlatTable table(int field) {
    int slot = slot(field);
    return slot == 0 ? EMPTY : new FlatTable(bb, __indirect(bb_pos + slot));
  }

  List<FlatTable> tables(int field) {
    ByteBuffer offsets = vector(field, Integer.BYTES);
    int count = offsets.remaining() / Integer.BYTES;
    if (count > MAX_TABLES) {
      throw new NetworkFileException(
          NETWORK_TOO_LARGE,
          "a list has %d entries; at most %d are read.".formatted(count, MAX_TABLES));
    }
    int from = count == 0 ? 0 : __vector(slot(field));
    return IntStream.range(0, count)
        .mapToObj(i -> new FlatTable(bb, __indirect(from + i * Integer.BYTES)))
        .toList();
  }

  /** A vector's bytes, for elements of that width; empty if it is absent. */
  ByteBuffer vector(int field, int width) {
    int slot = slot(field);
    ByteBuffer view =
        slot == 0
            ? bb.slice(0, 0)
            : bb.slice(__vector(slot), Math.multiplyExact(__vector_len(slot), width));
    return view.order(ByteOrder.LITTLE_ENDIAN);
  }

  int[] ints(int field, int limit) {
    ByteBuffer view = vector(field, Integer.BYTES);
    int count = view.remaining() / Integer.BYTES;
    if (count > limit) {
      throw new NetworkFileException(
          NETWORK_TOO_LARGE, "a list has %d numbers; at most %d are read.".formatted(count, limit));
    }
    int[] values = new int[count];
    view.asIntBuffer().get(values);
    return values;
  }

  /** A name in UTF-8; empty if it is absent. */
  String text(int field) {
    ByteBuffer view = vector(field, 1);
    if (view.remaining() > MAX_NAME) {
      throw new NetworkFileException(
          NETWORK_TOO_LARGE,
          "a name has %d bytes; at most %d are read.".formatted(view.remaining(), MAX_NAME));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(view).toString();
    } catch (CharacterCodingException e) {
      throw new NetworkFileException(DAMAGED_NETWORK, "a name is not UTF-8.", e);
    }
  }

  /** Where the field lies in the table; 0 if it is absent. */
  private int slot(int field) {
    return __offset(4 + Short.BYTES * field);
  }
}
