package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;

/**
 * On oneDNN, ReLU included. The adjoint of a convolution of stride 1 is a convolution with the
 * kernel turned round, which oneDNN runs as fast; it can add to the gradient that is there.
 */
record Convolution(Step step, Op.Conv conv, Padded padded) implements Translation {
  private static final String NO_SCALARS = "annotate(List[Optional[number]], [])";

  @Override
  public void forward(Script script) {
    script.forward(
        "%s = ops.mkldnn._convolution_pointwise(%s, %s, %s, %s, %s, %s, %s, \"%s\", %s, \"\")",
        script.value(step.result()),
        padded.before(script.value(x()), "0"),
        script.weight(conv, Program.Form.KERNEL),
        script.weight(conv, Program.Form.BIAS),
        padded.own(),
        stride(),
        dilation(),
        conv.groups(),
        step.relu() ? "relu" : "none",
        NO_SCALARS);
  }

  @Override
  public void backward(Script script) {
    String gradient = script.dense(step.result());
    if (step.relu()) {
      gradient = "d" + script.number(step.result());
      script.backward("%s = %s", gradient, script.throughRelu(step.result()));
    }
    if (Phases.suit(conv, padded.padding())) {
      script.contribute(x(), phases(script, gradient), false);
      return;
    }
    if (!isAdjointConvolution()) {
      script.contribute(x(), transposed(script, gradient), padded.padding().symmetric());
      return;
    }
    String weight = script.backWeight(conv, Program.Form.ADJOINT);
    if (script.owns(x())) {
      script.backward(
          "%1$s = ops.mkldnn._convolution_pointwise_(%1$s, %2$s, %3$s, None, %4$s, [1, 1], %5$s, 1, \"add\", 1., None, %6$s, None)",
          script.gradient(x()), gradient, weight, adjointPadding(), dilation(), NO_SCALARS);
    } else {
      script.contribute(
          x(),
          "ops.mkldnn._convolution_pointwise(%s, %s, None, %s, [1, 1], %s, 1, \"none\", %s, \"\")"
              .formatted(gradient, weight, adjointPadding(), dilation(), NO_SCALARS),
          true);
    }
  }

  private String phases(Script script, String gradient) {
    Phases phases = Phases.of(conv);
    String parts =
        "ops.mkldnn._convolution_pointwise(%s, %s, None, %s, [1, 1], [1, 1], 1, \"none\", %s, \"\")"
            .formatted(
                gradient,
                script.backWeight(conv, Program.Form.PHASES),
                phases.padding(),
                NO_SCALARS);
    return padded.inner(
        "torch.pixel_shuffle(%s, %s)".formatted(parts, phases.stride()),
        script.saved(script.value(x())));
  }

  /** As PyTorch does it: for strides and groups, and where the padding is not the kernel's. */
  private String transposed(Script script, String gradient) {
    String x = script.like(x());
    return padded.cut(
        "(torch.convolution_backward(%s, %s, %s, [0], %s, %s, %s, False, [0, 0], %s, [True, False, False]))[0]"
            .formatted(
                gradient,
                padded.before(x, "0"),
                script.backWeight(conv, Program.Form.KERNEL),
                stride(),
                padded.own(),
                dilation(),
                conv.groups()),
        script.saved(script.value(x())));
  }

  private boolean isAdjointConvolution() {
    Window w = conv.window();
    return w.strideY() == 1
        && w.strideX() == 1
        && conv.groups() == 1
        && padded.padding().symmetric()
        && reach(w.height(), w.dilationY()) >= padded.padding().top()
        && reach(w.width(), w.dilationX()) >= padded.padding().left();
  }

  private String adjointPadding() {
    Window w = conv.window();
    return Padded.pair(
        reach(w.height(), w.dilationY()) - padded.padding().top(),
        reach(w.width(), w.dilationX()) - padded.padding().left());
  }

  private static int reach(int taps, int dilation) {
    return (taps - 1) * dilation;
  }

  private String stride() {
    return Padded.pair(conv.window().strideY(), conv.window().strideX());
  }

  private String dilation() {
    return Padded.pair(conv.window().dilationY(), conv.window().dilationX());
  }

  private String x() {
    return step.node().inputs().get(0);
  }
}
