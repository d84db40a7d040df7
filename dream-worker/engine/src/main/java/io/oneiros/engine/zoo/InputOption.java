package io.oneiros.engine.zoo;

import java.util.Map;

/** Reads what people write for {@link Preprocessing}. */
final class InputOption {
  static final String FORMS =
      "rgb, bgr, rgb,MEAN,STD or bgr,MEAN,STD (MEAN and STD: one number, or three with ':' between"
          + " them in the network's order, for pixels in 0..255), imagenet, inception, caffe, tanh (-1..1), sigmoid (0..1)";

  private static final Map<String, String> PRESETS =
      Map.of(
          "rgb", "rgb,0,1",
          "bgr", "bgr,0,1",
          "imagenet", "rgb,123.675:116.28:103.53,58.395:57.12:57.375",
          "inception", "rgb,128,128",
          "caffe", "bgr,104:117:123,1",
          "tanh", "rgb,127.5,127.5",
          "sigmoid", "rgb,0,255");

  private InputOption() {}

  static Preprocessing parse(String text) {
    String[] parts = PRESETS.getOrDefault(text, text).split(",", -1);
    boolean isBgr = parts[0].equals("bgr");
    if (parts.length != 3 || !(isBgr || parts[0].equals("rgb"))) {
      throw refused(text, "it has none of the forms", null);
    }
    try {
      return new Preprocessing(isBgr, numbers(parts[1]), numbers(parts[2]));
    } catch (IllegalArgumentException e) {
      throw refused(text, e.getMessage(), e);
    }
  }

  private static float[] numbers(String text) {
    String[] each = text.split(":", -1);
    float[] numbers = new float[each.length == 1 ? 3 : each.length];
    for (int c = 0; c < numbers.length; c++) {
      numbers[c] = Float.parseFloat(each[c % each.length]);
    }
    return numbers;
  }

  private static IllegalArgumentException refused(String text, String why, Exception cause) {
    return new IllegalArgumentException(
        "'%s' is no preprocessing: %s. The forms are %s.".formatted(text, why, FORMS), cause);
  }
}
