package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op;

/** A value made larger. */
record Resized(Op.Resize op, String x, String y) implements Translation {
  @Override
  public void forward(Script script) {
    script.forward(
        "%1$s = torch.upsample_%2$s(%3$s, [torch.mul(torch.size(%3$s, 2), %4$s), torch.mul(torch.size(%3$s, 3), %5$s)]%6$s, None, None)",
        script.value(y), kind(), script.value(x), op.factorY(), op.factorX(), corners());
  }

  @Override
  public void backward(Script script) {
    script.contribute(
        x,
        "torch.upsample_%1$s_backward(%2$s, [torch.size(%2$s, 2), torch.size(%2$s, 3)], torch.size(%3$s)%4$s, None, None)"
            .formatted(kind(), script.gradient(y), script.like(x), corners()),
        true);
  }

  private String kind() {
    return op.blend() == Op.Blend.NEAREST ? "nearest2d" : "bilinear2d";
  }

  /** Linear blending wants to know whether corners are aligned; they are not. */
  private String corners() {
    return op.blend() == Op.Blend.NEAREST ? "" : ", False";
  }
}
