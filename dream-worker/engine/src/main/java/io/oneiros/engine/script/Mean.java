package io.oneiros.engine.script;

/**
 * A mean over dimensions that stay, 1 long.
 *
 * @param count the number of values that went into each, of x
 */
record Mean(String dimensions, String count, String x, String y) implements Translation {
  @Override
  public void forward(Script script) {
    script.forward("%s = torch.mean(%s, %s, True)", script.value(y), script.value(x), dimensions);
  }

  @Override
  public void backward(Script script) {
    String like = script.like(x);
    script.contribute(
        x,
        "torch.expand_as(torch.div(%s, %s), %s)"
            .formatted(script.gradient(y), count.formatted(like), like),
        false);
  }
}
