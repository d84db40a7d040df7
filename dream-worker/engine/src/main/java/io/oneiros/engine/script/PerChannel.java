package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op;

/** Operations with numbers of their own for each channel. */
final class PerChannel {
  private PerChannel() {}

  /** A scale that no convolution could take over. */
  record Scaled(Op.Scale scale, String x, String y) implements Translation {
    @Override
    public void forward(Script script) {
      script.forward(
          "%s = torch.add(torch.mul(%s, %s), %s)",
          script.value(y),
          script.value(x),
          script.weight(scale.factor()),
          script.weight(scale.shift()));
    }

    @Override
    public void backward(Script script) {
      script.contribute(
          x,
          "torch.mul(%s, %s)".formatted(script.gradient(y), script.backWeight(scale.factor())),
          true);
    }
  }

  /** A ReLU with a slope for each channel below 0. */
  record Leaky(Op.PRelu relu, String x, String y) implements Translation {
    @Override
    public void forward(Script script) {
      script.forward(
          "%1$s = torch.add(torch.relu(%2$s), torch.mul(torch.clamp(%2$s, None, 0), %3$s))",
          script.value(y), script.value(x), script.weight(relu.slope()));
    }

    @Override
    public void backward(Script script) {
      script.contribute(
          x,
          "torch.where(torch.gt(%2$s, 0), %1$s, torch.mul(%1$s, %3$s))"
              .formatted(
                  script.gradient(y),
                  script.saved(script.value(x)),
                  script.backWeight(relu.slope())),
          true);
    }
  }
}
