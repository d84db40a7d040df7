package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.script.Kernels.Geometry;

/**
 * With its ReLU. The adjoint of a convolution of stride 1 is a convolution with the kernel turned
 * round, which runs as fast; it can add to the gradient that is there.
 */
record Convolution(Step step, Op.Conv conv, Padded padded) implements Translation {
  private static final String BY_ONE = Padded.pair(1, 1);

  @Override
  public void forward(Script script) {
    script.forward(
        "%s = %s",
        script.value(step.result()),
        script
            .kernels()
            .convolution(
                padded.before(script.value(x()), "0"),
                script.weight(conv, Program.Form.KERNEL),
                script.weight(conv, Program.Form.BIAS),
                new Geometry(padded.own(), stride(), dilation(), conv.groups()),
                step.relu()));
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
    } else if (isAdjointConvolution()) {
      adjoint(script, gradient);
    } else {
      script.contribute(x(), transposed(script, gradient), padded.padding().symmetric());
    }
  }

  private void adjoint(Script script, String gradient) {
    String weight = script.backWeight(conv, Program.Form.ADJOINT);
    Geometry geometry = new Geometry(adjointPadding(), BY_ONE, dilation(), 1);
    if (script.owns(x())) {
      String before = script.gradient(x());
      script.backward(
          "%s = %s", before, script.kernels().added(before, gradient, weight, geometry));
    } else {
      script.contribute(
          x(), script.kernels().convolution(gradient, weight, "None", geometry, false), true);
    }
  }

  private String phases(Script script, String gradient) {
    Phases phases = Phases.of(conv);
    String parts =
        script
            .kernels()
            .convolution(
                gradient,
                script.backWeight(conv, Program.Form.PHASES),
                "None",
                new Geometry(phases.padding(), BY_ONE, BY_ONE, 1),
                false);
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
