package io.oneiros.contract;

import static io.oneiros.contract.ProblemCode.OCTAVES_OUT_OF_RANGE;
import static io.oneiros.contract.ProblemCode.OPTION_OUT_OF_RANGE;

import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Option.Choice;
import io.oneiros.contract.spec.Options;
import io.oneiros.contract.spec.Regularise;
import io.oneiros.contract.spec.Start;
import io.oneiros.contract.spec.Start.From;
import io.oneiros.contract.spec.Start.Parametrisation;

/** Checks what goes with variables other than pixels: they are climbed in ways of their own. */
final class OwnWay {
  private OwnWay() {}

  /**
   * @throws ProblemException {@code option-out-of-range}, naming what would be ignored or is
   *     missing
   */
  static void check(Start start, Ascent ascent, Regularise regularise) {
    boolean generated = start.parametrisation() == Parametrisation.GENERATOR;
    if (generated) {
      requireGenerator(start, regularise);
    } else {
      requireNone(start, regularise);
    }
    if (start.parametrisation() == Parametrisation.PIXELS) {
      return;
    }
    Regularise ofCode = regularise.ofCode().checked(Limits.DEFAULTS);
    boolean plain =
        ascent.equals(ascent.warpsAlone().checked(Limits.DEFAULTS)) && regularise.equals(ofCode);
    if (!plain) {
      throw wrong(
          "start.parametrisation %s is climbed in its own way: of ascent and regularise only ascent.scale, ascent.rotate, ascent.flip and ascent.pad%s go with it.",
          Choice.word(start.parametrisation()),
          generated ? ", regularise.codeDecay, regularise.codeLow and regularise.codeHigh" : "");
    }
  }

  /** A generator's picture has one size, which is made the dream's. */
  static int octaves(Start start, int octaves, boolean said) {
    if (start == null || !start.isGenerated()) {
      return octaves;
    }
    if (said && octaves != 1) {
      throw new ProblemException(
          OCTAVES_OUT_OF_RANGE,
          "There are %d octaves; a generator's picture has one size, so start.parametrisation generator has 1."
              .formatted(octaves));
    }
    return 1;
  }

  private static void requireGenerator(Start start, Regularise regularise) {
    if (start.generator() == null) {
      throw wrong(
          "start.parametrisation generator needs start.generator, the id of one that has been sent along, or --generator FILE.");
    }
    if (start.from() == From.PHOTO) {
      throw wrong(
          "start.parametrisation generator begins from a code: start.from is photo; it must be noise or grey.");
    }
    if (regularise.codeLow() >= regularise.codeHigh()) {
      throw wrong(
          "regularise.codeLow is %s and regularise.codeHigh is %s; they must rise.",
          regularise.codeLow(), regularise.codeHigh());
    }
  }

  private static void requireNone(Start start, Regularise regularise) {
    if (start.generator() != null) {
      throw wrong(
          "start.generator is there and start.parametrisation is %s; it must be generator.",
          Choice.word(start.parametrisation()));
    }
    if (!regularise.ofCode().equals(Regularise.NONE.checked(Limits.DEFAULTS).ofCode())) {
      throw wrong(
          "%s, %s and %s are of a generator's code: name a start.generator.",
          Options.CODE_DECAY.path(), Options.CODE_LOW.path(), Options.CODE_HIGH.path());
    }
  }

  private static ProblemException wrong(String text, Object... values) {
    return new ProblemException(OPTION_OUT_OF_RANGE, text.formatted(values));
  }
}
