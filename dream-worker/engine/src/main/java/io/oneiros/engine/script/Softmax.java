package io.oneiros.engine.script;

/** Softmax over the channels. */
record Softmax(String x, String y) implements Translation {
  @Override
  public void forward(Script script) {
    script.forward("%s = torch.softmax(%s, 1)", script.value(y), script.value(x));
  }

  @Override
  public void backward(Script script) {
    script.contribute(
        x,
        "torch._softmax_backward_data(%s, %s, 1, %s)"
            .formatted(script.dense(y), script.rounded(y), script.backType()),
        true);
  }
}
