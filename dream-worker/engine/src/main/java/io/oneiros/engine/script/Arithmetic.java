package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op.Sign;
import java.util.List;

/** Two values put together; what is stretched collects the gradient of all it is stretched over. */
record Arithmetic(Sign sign, String left, String right, String y) implements Translation {
  @Override
  public void forward(Script script) {
    String operation =
        switch (sign) {
          case ADD -> "add";
          case SUBTRACT -> "sub";
          case MULTIPLY -> "mul";
          case DIVIDE -> "div";
        };
    script.forward(
        "%s = torch.%s(%s, %s)",
        script.value(y), operation, script.value(left), script.value(right));
  }

  @Override
  public void backward(Script script) {
    String g = script.gradient(y);
    switch (sign) {
      case ADD -> {
        hand(script, left, g, false);
        hand(script, right, g, false);
      }
      case SUBTRACT -> {
        hand(script, left, g, false);
        hand(script, right, "torch.neg(%s)".formatted(g), true);
      }
      case MULTIPLY -> {
        if (left.equals(right)) {
          script.contributeProduct(left, g, script.rounded(left), 2);
        } else {
          handProduct(script, left, g, script.rounded(right));
          handProduct(script, right, g, script.rounded(left));
        }
      }
      case DIVIDE -> {
        String share = "torch.div(%s, %s)".formatted(g, script.rounded(right));
        hand(script, left, share, true);
        hand(
            script,
            right,
            "torch.neg(torch.mul(%s, %s))".formatted(share, script.rounded(y)),
            true);
      }
    }
  }

  private void handProduct(Script script, String input, String g, String other) {
    if (script.stretched(input, y).isEmpty()) {
      script.contributeProduct(input, g, other, 1);
    } else {
      hand(script, input, "torch.mul(%s, %s)".formatted(g, other), true);
    }
  }

  private void hand(Script script, String input, String gradient, boolean fresh) {
    List<Integer> stretched = script.stretched(input, y);
    if (stretched.isEmpty()) {
      script.contribute(input, gradient, fresh);
    } else {
      script.contribute(input, "torch.sum(%s, %s, True)".formatted(gradient, stretched), true);
    }
  }
}
