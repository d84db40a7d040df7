package io.oneiros.standalone;

import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Measure;
import io.oneiros.contract.spec.Option.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code NAME[=MEASURE][#CHANNEL,CHANNEL][@X,Y][:WEIGHT]}; a colon that a slash follows, as in some
 * files' names, belongs to the name.
 */
final class LayerConverter implements ITypeConverter<LayerWeight> {
  static final String FORM = "NAME[=MEASURE][#CHANNEL,...][@X,Y][:WEIGHT]";
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern CHANNELS = Pattern.compile("\\d{1,6}(,\\d{1,6})*");
  private static final Pattern PLACE = Pattern.compile("([\\d.]{1,12}),([\\d.]{1,12})");

  @Override
  public LayerWeight convert(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.substring(colon).matches(".*[/#@=].*")) {
      return layer(text, null);
    }
    return layer(text.substring(0, colon), weight(text.substring(colon + 1)));
  }

  /** {@code NAME[:WEIGHT]} of a class. */
  static LayerWeight ofClass(String text) {
    int colon = text.lastIndexOf(':');
    boolean weighed = colon > 0 && NUMBER.matcher(text.substring(colon + 1)).matches();
    String name = weighed ? text.substring(0, colon) : text;
    Double weight = weighed ? weight(text.substring(colon + 1)) : null;
    if (name.isBlank()) {
      throw new TypeConversionException("a class needs a name or a number");
    }
    return new LayerWeight(
        null, weight, Measure.CLASS, null, null, null, List.of(name), null, null, null);
  }

  private static LayerWeight layer(String text, Double weight) {
    String left = text;
    List<Double> at = null;
    int sign = left.lastIndexOf('@');
    if (sign >= 0 && PLACE.matcher(left.substring(sign + 1)).matches()) {
      at = place(left.substring(sign + 1));
      left = left.substring(0, sign);
    }
    List<Integer> channels = null;
    int sharp = left.lastIndexOf('#');
    if (sharp >= 0) {
      channels = channels(left.substring(sharp + 1));
      left = left.substring(0, sharp);
    }
    Measure measure = null;
    int equals = left.lastIndexOf('=');
    if (equals >= 0) {
      measure = measure(left.substring(equals + 1));
      left = left.substring(0, equals);
    }
    if (left.isBlank()) {
      throw new TypeConversionException("a layer needs a name before all else that is said of it");
    }
    return new LayerWeight(left, weight, measure, channels, null, null, null, null, at, null);
  }

  private static Double weight(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new TypeConversionException(
          "'%s' is no weight: a number follows the colon".formatted(text));
    }
    return Double.valueOf(text);
  }

  private static List<Integer> channels(String text) {
    if (!CHANNELS.matcher(text).matches()) {
      throw new TypeConversionException(
          "'%s' are no channels: numbers follow the #, with commas between them".formatted(text));
    }
    return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
  }

  private static List<Double> place(String text) {
    Matcher place = PLACE.matcher(text);
    try {
      return place.matches()
          ? List.of(Double.valueOf(place.group(1)), Double.valueOf(place.group(2)))
          : List.of();
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is no place: two numbers are".formatted(text));
    }
  }

  private static Measure measure(String text) {
    return Arrays.stream(Measure.values())
        .filter(measure -> Choice.word(measure).equals(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'%s' is no measure".formatted(text)));
  }
}
