package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX's NodeProto. */
record Operator(
    String name,
    String type,
    List<String> inputs,
    List<String> outputs,
    Map<String, Message> attributes) {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int NAME = 3;
  private static final int TYPE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_FLOAT = 2;
  private static final int ATTRIBUTE_INT = 3;
  private static final int ATTRIBUTE_TEXT = 4;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int ATTRIBUTE_INTS = 8;

  static Operator of(Message node) {
    Map<String, Message> attributes = new HashMap<>();
    node.messages(ATTRIBUTE).forEach(a -> attributes.put(a.text(ATTRIBUTE_NAME), a));
    String domain = node.text(DOMAIN);
    String type = node.text(TYPE);
    return new Operator(
        node.text(NAME),
        domain.isEmpty() || domain.equals("ai.onnx") ? type : domain + "." + type,
        node.texts(INPUT),
        node.texts(OUTPUT),
        attributes);
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  long number(String attribute, long otherwise) {
    return has(attribute) ? attributes.get(attribute).number(ATTRIBUTE_INT, 0) : otherwise;
  }

  double real(String attribute, double otherwise) {
    return has(attribute) ? attributes.get(attribute).real(ATTRIBUTE_FLOAT, 0) : otherwise;
  }

  String text(String attribute, String otherwise) {
    return has(attribute) ? attributes.get(attribute).text(ATTRIBUTE_TEXT) : otherwise;
  }

  List<Long> numbers(String attribute, List<Long> otherwise) {
    return has(attribute) ? attributes.get(attribute).numbers(ATTRIBUTE_INTS) : otherwise;
  }

  Parameter tensor(String attribute) {
    return Tensor.parameter(attributes.get(attribute).message(ATTRIBUTE_TENSOR));
  }

  /** How messages speak of it. */
  String described() {
    return name.isEmpty() || outputs.contains(name)
        ? outputs.isEmpty() ? "(unnamed)" : outputs.get(0)
        : name;
  }
}
