package io.oneiros.engine.onnx;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.NETWORK_TOO_LARGE;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.oneiros.engine.NetworkFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A message in protocol buffers' format, its fields by their numbers. Texts, tensors and messages
 * inside stay where they are in the file until somebody asks, so that opening a file of half a
 * gigabyte takes next to no memory.
 */
final class Message {
  /** Fields of one file. A network of a thousand operations has some ten thousand. */
  private static final int MAX_FIELDS = 1_000_000;

  private static final int MAX_TEXT = 4096;

  private final Map<Integer, List<Object>> fields = new HashMap<>();
  private final AtomicInteger fieldsOfFile;

  /** The file's outermost message. */
  Message(ByteBuffer bytes) {
    this(bytes, new AtomicInteger());
  }

  private Message(ByteBuffer bytes, AtomicInteger fieldsOfFile) {
    this.fieldsOfFile = fieldsOfFile;
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    in.enableAliasing(true);
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (fieldsOfFile.incrementAndGet() > MAX_FIELDS) {
          throw new NetworkFileException(
              NETWORK_TOO_LARGE, "it has more than %s fields.".formatted(MAX_FIELDS));
        }
        fields
            .computeIfAbsent(WireFormat.getTagFieldNumber(tag), n -> new ArrayList<>(1))
            .add(value(in, WireFormat.getTagWireType(tag)));
      }
    } catch (IOException e) {
      throw new NetworkFileException(DAMAGED_NETWORK, "it is cut off or no ONNX file.", e);
    }
  }

  private static Object value(CodedInputStream in, int type) throws IOException {
    return switch (type) {
      case WireFormat.WIRETYPE_VARINT -> in.readRawVarint64();
      case WireFormat.WIRETYPE_FIXED32 -> (long) in.readRawLittleEndian32();
      case WireFormat.WIRETYPE_FIXED64 -> in.readRawLittleEndian64();
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> in.readByteBuffer();
      default ->
          throw new NetworkFileException(
              DAMAGED_NETWORK,
              "it is damaged or no ONNX file: a field has the kind %s.".formatted(type));
    };
  }

  boolean has(int field) {
    return fields.containsKey(field);
  }

  /** A whole number; the last one counts if there are several. */
  long number(int field, long otherwise) {
    List<Object> values = all(field);
    return values.isEmpty() ? otherwise : as(Long.class, values.get(values.size() - 1), field);
  }

  float real(int field, float otherwise) {
    return has(field) ? Float.intBitsToFloat((int) number(field, 0)) : otherwise;
  }

  /** Empty if there is none. */
  String text(int field) {
    List<String> texts = texts(field);
    return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
  }

  List<String> texts(int field) {
    return all(field).stream().map(value -> text(as(ByteBuffer.class, value, field))).toList();
  }

  private static String text(ByteBuffer bytes) {
    if (bytes.remaining() > MAX_TEXT) {
      throw new NetworkFileException(
          NETWORK_TOO_LARGE,
          "a name has %s bytes; at most %s are read.".formatted(bytes.remaining(), MAX_TEXT));
    }
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  /** The message inside, empty if there is none. */
  Message message(int field) {
    List<Message> messages = messages(field);
    return messages.isEmpty()
        ? new Message(ByteBuffer.allocate(0), fieldsOfFile)
        : messages.get(messages.size() - 1);
  }

  List<Message> messages(int field) {
    return all(field).stream()
        .map(value -> new Message(as(ByteBuffer.class, value, field), fieldsOfFile))
        .toList();
  }

  /** Bytes as they lie in the file, little-endian; empty if there are none. */
  ByteBuffer bytes(int field) {
    List<Object> values = all(field);
    ByteBuffer bytes =
        values.isEmpty()
            ? ByteBuffer.allocate(0)
            : as(ByteBuffer.class, values.get(values.size() - 1), field);
    return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whole numbers, written one by one or packed. */
  List<Long> numbers(int field) {
    List<Long> numbers = new ArrayList<>();
    for (Object value : all(field)) {
      if (value instanceof Long number) {
        numbers.add(number);
      } else {
        unpack((ByteBuffer) value, numbers);
      }
    }
    return numbers;
  }

  private static void unpack(ByteBuffer packed, List<Long> numbers) {
    CodedInputStream in = CodedInputStream.newInstance(packed);
    try {
      while (!in.isAtEnd()) {
        if (numbers.size() == MAX_FIELDS) {
          throw new NetworkFileException(
              NETWORK_TOO_LARGE, "it has a list of more than %s.".formatted(MAX_FIELDS));
        }
        numbers.add(in.readRawVarint64());
      }
    } catch (IOException e) {
      throw new NetworkFileException(DAMAGED_NETWORK, "a list of numbers is cut off.", e);
    }
  }

  private List<Object> all(int field) {
    return fields.getOrDefault(field, List.of());
  }

  private static <T> T as(Class<T> type, Object value, int field) {
    if (!type.isInstance(value)) {
      throw new NetworkFileException(
          DAMAGED_NETWORK, "field %s is of another kind than ONNX says.".formatted(field));
    }
    return type.cast(value);
  }
}
