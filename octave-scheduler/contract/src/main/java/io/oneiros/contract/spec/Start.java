package io.oneiros.contract.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.oneiros.contract.Grid;
import io.oneiros.contract.Limits;
import io.oneiros.contract.Nullable;
import io.oneiros.contract.Size;

/**
 * What a dream begins from. In a spec every component may be null.
 *
 * @param from the photo, or nothing
 * @param width of a picture that begins from nothing, in pixels; where there is a photo, its size
 *     counts
 * @param height likewise
 * @param parametrisation what is moved by the steps
 * @param batch pictures of that size that are dreamed together
 * @param generator id of the network that makes the picture of a code; null for none
 */
@Nullable
public record Start(
    From from,
    Integer width,
    Integer height,
    Parametrisation parametrisation,
    Integer batch,
    String generator) {
  public static final Start NONE = new Start(null, null, null, null, null, null);

  /**
   * With what is not said as it is otherwise; the size and the generator may stay null. Where a
   * generator is named, it is what is climbed, and from noise.
   */
  public Start checked(Limits limits) {
    return new Start(
        from == null && isGenerated() ? From.NOISE : Options.FROM.check(from, limits),
        Options.WIDTH.check(width, limits),
        Options.HEIGHT.check(height, limits),
        parametrisation == null && isGenerated()
            ? Parametrisation.GENERATOR
            : Options.PARAMETRISATION.check(parametrisation, limits),
        Options.BATCH.check(batch, limits),
        Options.GENERATOR.check(generator, limits));
  }

  /** How its pictures lie in the one that is handed out. */
  public Grid grid() {
    // One of an older scheduler says nothing of it.
    return Grid.of(batch == null ? 1 : batch);
  }

  /** Of that one, of a dream without a photo, where width and height are said. */
  public Size size() {
    return grid().around(new Size(width, height));
  }

  /** Whether a generator's code is climbed, also where only the generator is named. */
  @JsonIgnore
  public boolean isGenerated() {
    return parametrisation == Parametrisation.GENERATOR
        || parametrisation == null && generator != null;
  }

  /** What the first picture is. */
  public enum From {
    @JsonProperty("photo")
    PHOTO,
    /** Dark grey with faint uniform noise, 100 to 101 of 255 (Mordvintsev's notebook). */
    @JsonProperty("noise")
    NOISE,
    @JsonProperty("grey")
    GREY
  }

  /** What is moved by the steps. */
  public enum Parametrisation {
    @JsonProperty("pixels")
    PIXELS,
    /** A Fourier spectrum with decorrelated colours (lucid). */
    @JsonProperty("fourier")
    FOURIER,
    /** The code of a generator (Nguyen et al. 2016). */
    @JsonProperty("generator")
    GENERATOR
  }
}
