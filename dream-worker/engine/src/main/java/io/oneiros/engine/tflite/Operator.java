package io.oneiros.engine.tflite;

import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;

import io.oneiros.engine.NetworkFileException;
import java.util.Map;

/** The operators that are read, by the schema's codes, and the names of some that are not. */
enum Operator {
  AVERAGE_POOL(1),
  CONCATENATION(2),
  CONVOLUTION(3),
  MAX_POOL(17),
  RESHAPE(22),
  SOFTMAX(25);

  private static final Map<Integer, String> NOT_READ =
      Map.ofEntries(
          Map.entry(0, "ADD"),
          Map.entry(4, "DEPTHWISE_CONV_2D"),
          Map.entry(6, "DEQUANTIZE"),
          Map.entry(9, "FULLY_CONNECTED"),
          Map.entry(12, "L2_POOL_2D"),
          Map.entry(13, "LOCAL_RESPONSE_NORMALIZATION"),
          Map.entry(14, "LOGISTIC"),
          Map.entry(18, "MUL"),
          Map.entry(19, "RELU"),
          Map.entry(21, "RELU6"),
          Map.entry(23, "RESIZE_BILINEAR"),
          Map.entry(28, "TANH"),
          Map.entry(32, "CUSTOM"),
          Map.entry(34, "PAD"),
          Map.entry(40, "MEAN"),
          Map.entry(41, "SUB"),
          Map.entry(42, "DIV"),
          Map.entry(43, "SQUEEZE"),
          Map.entry(114, "QUANTIZE"),
          Map.entry(117, "HARD_SWISH"));

  private final int code;

  Operator(int code) {
    this.code = code;
  }

  static Operator of(int code, String node) {
    for (Operator operator : values()) {
      if (operator.code == code) {
        return operator;
      }
    }
    throw new NetworkFileException(
        UNSUPPORTED_NETWORK,
        "%s is made by operator %d%s, which the engine does not compute."
            .formatted(
                node, code, NOT_READ.containsKey(code) ? " (" + NOT_READ.get(code) + ")" : ""));
  }
}
