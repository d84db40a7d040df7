package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op;

/** Channels that become positions. */
record Spread(Op.Spread op, String x, String y) implements Translation {
  @Override
  public void forward(Script script) {
    String a = script.value(x);
    script.forward(
        "%1$s = %2$s",
        script.value(y),
        moved(
            a,
            "[1, %1$s, %2$s, %3$s, torch.size(%4$s, 2), torch.size(%4$s, 3)]"
                .formatted(script.channels(y), op.rows(), op.columns(), a),
            "[0, 1, 4, 2, 5, 3]",
            "[1, %1$s, torch.mul(torch.size(%4$s, 2), %2$s), torch.mul(torch.size(%4$s, 3), %3$s)]"
                .formatted(script.channels(y), op.rows(), op.columns(), a)));
  }

  @Override
  public void backward(Script script) {
    String like = script.like(x);
    script.contribute(
        x,
        moved(
            script.gradient(y),
            "[1, %1$s, torch.size(%4$s, 2), %2$s, torch.size(%4$s, 3), %3$s]"
                .formatted(script.channels(y), op.rows(), op.columns(), like),
            "[0, 1, 3, 5, 2, 4]",
            "torch.size(%s)".formatted(like)),
        // Of a single position it is the same memory.
        false);
  }

  private static String moved(String value, String split, String order, String whole) {
    return "torch.contiguous(torch.reshape(torch.permute(torch.reshape(%s, %s), %s), %s), %s)"
        .formatted(value, split, order, whole, Script.NHWC);
  }
}
