package io.oneiros.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.oneiros.contract.Limits;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * One thing that a spec may say: what it is called, what it is where nobody says it, and what it
 * may be. The check, the command line's help and the reference page are all made from it.
 *
 * @param <T> type of the value
 */
public sealed interface Option<T> {

  /** In the JSON of a spec: {@code octaves}, {@code ascent.momentum}. */
  String path();

  /** What it does, for a person. */
  String text();

  /** What it is where nobody says it; null where that is decided otherwise, or nothing. */
  T otherwise();

  /** What it may be, for a person: {@code 1 to 12}. */
  String range(Limits limits);

  /** How a value is shown on the command line: {@code N}. */
  String form();

  /**
   * @param given null for nothing
   * @return what is given, or else what is otherwise
   * @throws ProblemException if it is out of range, naming value, range and what moves it
   */
  T check(T given, Limits limits);

  /** The command line's: {@code --octave-scale}, for groups without the group. */
  default String flag() {
    return "--" + name().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }

  private static String otherwise(Object value) {
    return value == null ? "" : "; it is %s where nothing is said".formatted(value);
  }

  /** The path's last part. */
  default String name() {
    return path().substring(path().lastIndexOf('.') + 1);
  }

  /**
   * A whole number.
   *
   * @param setting {@code oneiros.limits.} what moves the upper end; null if nothing does
   */
  record Whole(
      String path,
      Integer otherwise,
      ToIntFunction<Limits> least,
      ToIntFunction<Limits> most,
      String leastSetting,
      String setting,
      ProblemCode code,
      String text)
      implements Option<Integer> {
    @Override
    public Integer check(Integer given, Limits limits) {
      Integer value = given == null ? otherwise : given;
      int from = least.applyAsInt(limits);
      int to = most.applyAsInt(limits);
      if (value != null && (value < from || value > to)) {
        String moves = value > to ? setting : leastSetting;
        throw new ProblemException(
            new Problem(
                code,
                "%s is %d; it must be between %d and %d%s."
                    .formatted(path, value, from, to, Option.otherwise(otherwise)),
                moves == null ? null : "oneiros.limits." + moves));
      }
      return value;
    }

    @Override
    public String range(Limits limits) {
      return least.applyAsInt(limits) + " to " + most.applyAsInt(limits);
    }

    @Override
    public String form() {
      return "N";
    }
  }

  /**
   * A number.
   *
   * @param open whether {@code least} itself is too little
   */
  record Real(
      String path,
      Double otherwise,
      double least,
      boolean open,
      double most,
      ProblemCode code,
      String text)
      implements Option<Double> {
    @Override
    public Double check(Double given, Limits limits) {
      Double value = given == null ? otherwise : given;
      if (value != null && !((open ? value > least : value >= least) && value <= most)) {
        throw new ProblemException(
            code,
            "%s is %s; it must be %s%s."
                .formatted(path, value, between(), Option.otherwise(otherwise)));
      }
      return value;
    }

    private String between() {
      return open
          ? "above %s and at most %s".formatted(least, most)
          : "between %s and %s".formatted(least, most);
    }

    @Override
    public String range(Limits limits) {
      return (open ? "above " : "") + least + " to " + most;
    }

    @Override
    public String form() {
      return "X";
    }
  }

  /** One of some words. */
  record Choice<E extends Enum<E>>(String path, Class<E> type, E otherwise, String text)
      implements Option<E> {
    @Override
    public E check(E given, Limits limits) {
      return given == null ? otherwise : given;
    }

    public List<String> words() {
      return Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
    }

    /** As JSON has it. */
    public static String word(Enum<?> value) {
      try {
        Field field = value.getDeclaringClass().getField(value.name());
        return field.getAnnotation(JsonProperty.class).value();
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String range(Limits limits) {
      return String.join(", ", words());
    }

    @Override
    public String form() {
      return String.join("|", words());
    }
  }

  /**
   * A name that nobody can list.
   *
   * @param pattern what names look like
   * @param range the same for a person
   * @param form on the command line
   */
  record Name(
      String path, String otherwise, Pattern pattern, String range, String form, String text)
      implements Option<String> {
    private static final int SHOWN = 200;

    @Override
    public String check(String given, Limits limits) {
      String value = given == null ? otherwise : given;
      if (value != null && !pattern.matcher(value).matches()) {
        throw new ProblemException(
            ProblemCode.OPTION_OUT_OF_RANGE,
            "%s is '%s'; it must be %s%s."
                .formatted(
                    path,
                    value.substring(0, Math.min(SHOWN, value.length())),
                    range,
                    Option.otherwise(otherwise)));
      }
      return value;
    }

    @Override
    public String range(Limits limits) {
      return range;
    }
  }

  /** Yes or no. */
  record Switch(String path, Boolean otherwise, String text) implements Option<Boolean> {
    @Override
    public Boolean check(Boolean given, Limits limits) {
      return given == null ? otherwise : given;
    }

    @Override
    public String range(Limits limits) {
      return "true, false";
    }

    @Override
    public String form() {
      return "";
    }
  }

  /**
   * One value for all octaves, or one for each from small to large.
   *
   * @param one what each of them may be
   */
  record Each<N extends Number>(Option<N> one) implements Option<List<N>> {
    @Override
    public String path() {
      return one.path();
    }

    @Override
    public String text() {
      return one.text() + "; one for all octaves, or one for each";
    }

    @Override
    public List<N> otherwise() {
      return one.otherwise() == null ? null : List.of(one.otherwise());
    }

    @Override
    public List<N> check(List<N> given, Limits limits) {
      List<N> values = given == null ? otherwise() : given;
      return values == null ? null : values.stream().map(n -> one.check(n, limits)).toList();
    }

    @Override
    public String range(Limits limits) {
      return one.range(limits);
    }

    @Override
    public String form() {
      return one.form() + ",...";
    }
  }
}
