package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import io.oneiros.contract.spec.Ascent;
import io.oneiros.contract.spec.Finish;
import io.oneiros.contract.spec.Priority;
import io.oneiros.contract.spec.Regularise;
import io.oneiros.contract.spec.Start;
import java.util.List;

/**
 * What somebody asks for. Every component may be null, which means the preset's, or else the
 * default ({@link io.oneiros.contract.spec.Options}): both are looked up when the dream is checked
 * ({@link SpecCheck}), never baked into a stored spec.
 *
 * @param preset name of one of {@link io.oneiros.contract.spec.Presets}
 * @param model id of a network
 * @param layers layers to excite; the network's own default layers where absent
 * @param measure of the layers that do not say so themselves
 * @param octaves number of scales, small to large
 * @param octaveScale factor between two scales
 * @param octaveSides instead of both: the longer side of each octave, small to large, in pixels;
 *     the last is the dream's
 * @param iterations gradient steps, of all octaves or of each
 * @param step step size in units of 1/255, over the normalised gradient, of all octaves or of each
 * @param jitter greatest shift of the network's grid in a step, in pixels
 * @param tile greatest side of a tile in pixels
 * @param halo context computed around a tile and thrown away, in pixels
 * @param mode how octaves larger than one tile are dreamed
 * @param seed of everything that is drawn at random
 * @param priority among the dreams of the same tenant
 * @param device kind of device that it is dreamed on
 */
@Nullable
public record DreamSpec(
    String preset,
    String model,
    List<LayerWeight> layers,
    Measure measure,
    Integer octaves,
    Double octaveScale,
    List<Integer> octaveSides,
    @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Integer> iterations,
    @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Double> step,
    Integer jitter,
    Integer tile,
    Integer halo,
    TilingMode mode,
    Long seed,
    Ascent ascent,
    Regularise regularise,
    Start start,
    Finish finish,
    Priority priority,
    String device) {
  public static final DreamSpec DEFAULTS = Json.read(DreamSpec.class, "{}".getBytes());

  public DreamSpec {
    layers = orNull(layers);
    octaveSides = orNull(octaveSides);
    iterations = orNull(iterations);
    step = orNull(step);
    ascent = Ascent.NONE.equals(ascent) ? null : ascent;
    regularise = Regularise.NONE.equals(regularise) ? null : regularise;
    start = Start.NONE.equals(start) ? null : start;
    finish = Finish.NONE.equals(finish) ? null : finish;
  }

  private static <T> List<T> orNull(List<T> list) {
    return list == null || list.isEmpty() ? null : List.copyOf(list);
  }
}
