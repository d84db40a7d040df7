package io.oneiros.engine.tflite;

import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;

import io.oneiros.engine.NetworkFileException;

/** An activation fused into an operator: the schema's numbers in order. */
enum Activation {
  NONE,
  RELU,
  RELU_N1_TO_1,
  RELU6,
  TANH,
  SIGN_BIT;

  /** Whether a ReLU follows; nothing else but no activation at all is read. */
  static boolean isRelu(int number, String node) {
    if (number != NONE.ordinal() && number != RELU.ordinal()) {
      String name = number > 0 && number < values().length ? " (" + values()[number] + ")" : "";
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "%s has fused activation %d%s, which the engine does not compute; NONE and RELU are read."
              .formatted(node, number, name));
    }
    return number == RELU.ordinal();
  }
}
