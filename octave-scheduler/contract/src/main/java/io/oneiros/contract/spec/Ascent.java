package io.oneiros.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.oneiros.contract.Limits;
import io.oneiros.contract.Nullable;
import java.util.Optional;

/**
 * How a gradient becomes a change of the picture. In a spec every component may be null, in a
 * recipe only {@code stopAt}.
 *
 * @param normalise what the gradient is divided by
 * @param bands of {@code bands}
 * @param optimiser what the step is made of
 * @param momentum part of the last step that goes on, for {@code momentum}
 * @param blur of the gradient, sigma in pixels; 0 for none
 * @param blurGrowth how much sigma grows over an octave's steps, in pixels
 * @param scale greatest random scaling of the picture in a step; 1 for none
 * @param rotate greatest random rotation in a step, in degrees
 * @param flip whether steps see the picture mirrored at random
 * @param pad greatest width of a grey frame around the picture in a step, in pixels
 * @param stopAt an octave ends once the objective is this many times what it was
 */
@Nullable
public record Ascent(
    Norm normalise,
    Integer bands,
    Optimiser optimiser,
    Double momentum,
    Double blur,
    Double blurGrowth,
    Double scale,
    Double rotate,
    Boolean flip,
    Integer pad,
    Double stopAt) {
  public static final Ascent NONE =
      new Ascent(null, null, null, null, null, null, null, null, null, null, null);

  /** With what is not said as it is otherwise. */
  public Ascent checked(Limits limits) {
    return new Ascent(
        Options.NORMALISE.check(normalise, limits),
        Options.BANDS.check(bands, limits),
        Options.OPTIMISER.check(optimiser, limits),
        Options.MOMENTUM.check(momentum, limits),
        Options.BLUR.check(blur, limits),
        Options.BLUR_GROWTH.check(blurGrowth, limits),
        Options.SCALE.check(scale, limits),
        Options.ROTATE.check(rotate, limits),
        Options.FLIP.check(flip, limits),
        Options.PAD.check(pad, limits),
        Options.STOP_AT.check(stopAt, limits));
  }

  /** What of it needs the whole picture in one tile; empty for nothing. */
  Optional<Option<?>> whole() {
    if (normalise == Norm.BANDS) {
      return Optional.of(Options.NORMALISE);
    }
    if (optimiser != Optimiser.PLAIN) {
      return Optional.of(Options.OPTIMISER);
    }
    if (scale > 1) {
      return Optional.of(Options.SCALE);
    }
    if (rotate > 0) {
      return Optional.of(Options.ROTATE);
    }
    if (padded()) {
      return Optional.of(Options.PAD);
    }
    return flip
        ? Optional.of(Options.FLIP)
        : Optional.ofNullable(stopAt == null ? null : Options.STOP_AT);
  }

  /** Whether steps see the picture other than it is. */
  public boolean warps() {
    return scale > 1 || rotate > 0 || flip || padded();
  }

  /** An older scheduler's recipe says nothing of it. */
  private boolean padded() {
    return pad != null && pad > 0;
  }

  /** Only what steps see otherwise than it is. */
  public Ascent warpsAlone() {
    return new Ascent(null, null, null, null, null, null, scale, rotate, flip, pad, null);
  }

  /** How far the blur of the gradient reaches, in pixels. */
  public int reach() {
    // The widest of its Gaussians has twice the sigma, and is cut off at four of these.
    return (int) Math.ceil(8 * (blur + blurGrowth));
  }

  /** For the steps {@code from} (inclusive) to {@code to} (exclusive) of {@code of} alone. */
  public Ascent part(int from, int to, int of) {
    return new Ascent(
        normalise,
        bands,
        optimiser,
        momentum,
        blur + blurGrowth * from / of,
        blurGrowth * (to - from) / of,
        scale,
        rotate,
        flip,
        pad,
        stopAt);
  }

  /** What a gradient is divided by. */
  public enum Norm {
    /** Mean |g| (google/deepdream, 2015). */
    @JsonProperty("mean-abs")
    MEAN_ABS,
    /** The standard deviation (the TensorFlow tutorial). */
    @JsonProperty("deviation")
    DEVIATION,
    /** The root of the mean square: L2, whatever the picture's size. */
    @JsonProperty("rms")
    RMS,
    /** Every band of a Laplacian pyramid by its own root mean square (Mordvintsev's notebook). */
    @JsonProperty("bands")
    BANDS
  }

  /** What a step is made of. */
  public enum Optimiser {
    @JsonProperty("plain")
    PLAIN,
    @JsonProperty("momentum")
    MOMENTUM,
    @JsonProperty("adam")
    ADAM
  }
}
