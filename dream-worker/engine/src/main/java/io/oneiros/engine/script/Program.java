package io.oneiros.engine.script;

import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Parameter;
import java.util.List;

/**
 * A module of two methods.
 *
 * <ul>
 *   <li>{@code forward(picture, weights) -> (targets, saved)}: the picture is [3, H, W] of 0..1, or
 *       a code [Z], the targets [1, C, h, w] in the order asked for;
 *   <li>{@code backward(seeds, saved, weights) -> gradient}: the seeds are the objective's
 *       derivatives with respect to the targets, the gradient [3, H, W] is per 1/255, or [Z].
 * </ul>
 *
 * @param source TorchScript
 * @param weights what both methods want as their list of weights
 */
public record Program(String source, List<Weight> weights) {
  public Program {
    weights = List.copyOf(weights);
  }

  /** Numbers that the methods use. */
  public sealed interface Weight {
    /** A convolution's, in the form that one of its uses wants. */
    record OfConvolution(Op.Conv convolution, Form form, Precision precision) implements Weight {}

    /** One number a channel, or one for all: [1, C, 1, 1]. */
    record PerChannel(Parameter parameter, Precision precision) implements Weight {}
  }

  public enum Form {
    /** The kernel [out, in / groups, h, w], channels_last. */
    KERNEL,
    /**
     * The kernel of the adjoint, itself a convolution: turned by 180 degrees, out and in swapped.
     */
    ADJOINT,
    /**
     * The kernel of the adjoint of a convolution with strides: a convolution that gives each pixel
     * of a stride by stride block as a channel of its own, see {@link Phases}.
     */
    PHASES,
    /** The bias [out]. */
    BIAS
  }

  /**
   * @param graph that makes all targets and nothing else, with explicit paddings
   * @param targets names of values, in the order of the seeds
   * @param back what gradients are computed in
   */
  public static Program of(
      Graph graph, List<String> targets, Entrance entrance, Precision back, Kernels kernels) {
    List<Step> steps = Step.of(graph, targets);
    Script script = new Script(graph, steps, entrance, back, kernels);
    steps.forEach(step -> Translation.of(step).forward(script));
    script.seed(targets);
    for (int i = steps.size() - 1; i >= 0; i--) {
      Translation.of(steps.get(i)).backward(script);
    }
    return script.program(targets);
  }
}
