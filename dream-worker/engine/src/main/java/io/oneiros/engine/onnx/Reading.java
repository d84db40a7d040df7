package io.oneiros.engine.onnx;

import java.util.HashMap;
import java.util.Map;

/** How an operator is read. */
interface Reading {
  Value read(Call call);

  static Reading of(Operator operator) {
    return Table.READINGS.getOrDefault(operator.type(), Table::unknown);
  }

  /** All operators that are read, by ONNX's names. */
  final class Table {
    private static final Map<String, Reading> READINGS = new HashMap<>();

    static {
      READINGS.putAll(Windowed.READINGS);
      READINGS.putAll(Deconvolution.READINGS);
      READINGS.putAll(Linear.READINGS);
      READINGS.putAll(Pointwise.READINGS);
      READINGS.putAll(Arithmetic.READINGS);
      READINGS.putAll(Normalisation.READINGS);
      READINGS.putAll(Shaping.READINGS);
    }

    private Table() {}

    private static Value unknown(Call call) {
      throw call.unsupported(
          "the engine does not know this operation; dream of a layer before it, or export the network without it");
    }
  }
}
