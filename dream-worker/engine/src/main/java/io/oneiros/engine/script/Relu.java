package io.oneiros.engine.script;

/** A ReLU that is no convolution's own. */
record Relu(String x, String y) implements Translation {
  @Override
  public void forward(Script script) {
    script.forward("%s = torch.relu(%s)", script.value(y), script.value(x));
  }

  @Override
  public void backward(Script script) {
    script.contribute(x, script.throughRelu(y), true);
  }
}
