package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op;

/** Rows and columns put around a value. */
record Edges(Op.Pad op, String x, String y) implements Translation {
  @Override
  public void forward(Script script) {
    script.forward(
        switch (op.edge()) {
          case ZERO -> "%s = torch.constant_pad_nd(%s, %s, 0)";
          case REFLECT -> "%s = torch.reflection_pad2d(%s, %s)";
          case REPEAT -> "%s = torch.replication_pad2d(%s, %s)";
        },
        script.value(y),
        script.value(x),
        sides());
  }

  @Override
  public void backward(Script script) {
    String g = script.gradient(y);
    String like = script.like(x);
    switch (op.edge()) {
      case ZERO ->
          script.contribute(
              x,
              op.cuts()
                  ? "torch.constant_pad_nd(%s, %s, 0)"
                      .formatted(g, new Padded(op.padding()).undone())
                  : new Padded(op.padding()).inner(g, like),
              op.cuts());
      case REFLECT ->
          script.contribute(
              x, "torch.reflection_pad2d_backward(%s, %s, %s)".formatted(g, like, sides()), true);
      case REPEAT ->
          script.contribute(
              x, "torch.replication_pad2d_backward(%s, %s, %s)".formatted(g, like, sides()), true);
    }
  }

  private String sides() {
    return new Padded(op.padding()).sides();
  }
}
