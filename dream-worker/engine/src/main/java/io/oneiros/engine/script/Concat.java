package io.oneiros.engine.script;

import java.util.List;
import java.util.stream.Collectors;

/** Concatenation along the channels. */
record Concat(List<String> inputs, String y) implements Translation {
  @Override
  public void forward(Script script) {
    script.forward(
        "%s = torch.cat(%s, 1)",
        script.value(y),
        inputs.stream().map(script::value).collect(Collectors.joining(", ", "[", "]")));
  }

  @Override
  public void backward(Script script) {
    String end = "0";
    for (int i = 0; i < inputs.size(); i++) {
      String begin = end;
      end = "c%s_%s".formatted(script.number(y), i);
      script.backward(
          "%s = torch.add(%s, torch.size(%s, 1))",
          end, begin, script.saved(script.value(inputs.get(i))));
      script.contribute(
          inputs.get(i),
          "torch.slice(%s, 1, %s, %s)".formatted(script.gradient(y), begin, end),
          false);
    }
  }
}
