package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op;

/** A function of each number by itself; its derivative of what it was given, or of what it gave. */
record Pointwise(Op.Pointwise op, String x, String y) implements Translation {
  /** 2 / sqrt(pi), what erf's derivative begins with. */
  private static final double ERF = 1.1283791670955126;

  @Override
  public void forward(Script script) {
    if (op.function() == Op.Function.POWER && op.a() == -0.75) {
      // Roots are several times quicker than powers; this is local response normalisation's.
      String root = "r" + script.number(y);
      script.forward("%s = torch.rsqrt(%s)", root, script.value(x));
      script.forward("%1$s = torch.mul_(torch.sqrt(%2$s), %2$s)", script.value(y), root);
    } else {
      script.forward("%s = %s", script.value(y), value(script.value(x)));
    }
  }

  private String value(String x) {
    return switch (op.function()) {
      case LEAKY_RELU -> "torch.leaky_relu(%s, %s)".formatted(x, a());
      case CLIP -> "torch.clamp(%s, %s, %s)".formatted(x, a(), b());
      case SIGMOID -> "torch.sigmoid(%s)".formatted(x);
      case TANH -> "torch.tanh(%s)".formatted(x);
      case ELU -> "torch.elu(%s, %s, 1, 1)".formatted(x, a());
      case SOFTPLUS -> "torch.softplus(%s, 1, 20)".formatted(x);
      case SILU -> "torch.silu(%s)".formatted(x);
      case HARD_SWISH -> "torch.hardswish(%s)".formatted(x);
      case GELU, GELU_TANH -> "torch.gelu(%s, approximate=\"%s\")".formatted(x, approximation());
      case ERF -> "torch.erf(%s)".formatted(x);
      case EXP -> "torch.exp(%s)".formatted(x);
      case SQRT -> "torch.sqrt(%s)".formatted(x);
      case POWER -> power(x);
    };
  }

  private String power(String x) {
    return op.a() == -0.5 ? "torch.rsqrt(%s)".formatted(x) : "torch.pow(%s, %s)".formatted(x, a());
  }

  @Override
  public void backward(Script script) {
    script.contribute(x, derivative(script, script.gradient(y)), true);
  }

  private String derivative(Script script, String g) {
    return switch (op.function()) {
      case LEAKY_RELU ->
          "torch.leaky_relu_backward(%s, %s, %s, False)".formatted(g, script.rounded(x), a());
      case CLIP ->
          "torch.hardtanh_backward(%s, %s, %s, %s)".formatted(g, script.rounded(x), a(), b());
      case SIGMOID -> "torch.sigmoid_backward(%s, %s)".formatted(g, script.rounded(y));
      case TANH -> "torch.tanh_backward(%s, %s)".formatted(g, script.rounded(y));
      case ELU ->
          "torch.elu_backward(%s, %s, 1, 1, False, %s)".formatted(g, a(), script.rounded(x));
      case SOFTPLUS -> "torch.softplus_backward(%s, %s, 1, 20)".formatted(g, script.rounded(x));
      case SILU -> "torch.silu_backward(%s, %s)".formatted(g, script.rounded(x));
      case HARD_SWISH -> "torch.hardswish_backward(%s, %s)".formatted(g, script.rounded(x));
      case GELU, GELU_TANH ->
          "torch.gelu_backward(%s, %s, approximate=\"%s\")"
              .formatted(g, script.rounded(x), approximation());
      case ERF ->
          "torch.mul(torch.mul(%s, torch.exp(torch.neg(torch.square(%s)))), %s)"
              .formatted(g, script.rounded(x), Script.literal(ERF));
      case EXP -> "torch.mul(%s, %s)".formatted(g, script.rounded(y));
      case SQRT -> "torch.div(torch.mul(%s, 0.5), %s)".formatted(g, script.rounded(y));
      case POWER -> powerDerivative(script, g);
    };
  }

  /** a y / x where 0 has no power anyway, else a x^(a - 1). */
  private String powerDerivative(Script script, String g) {
    String slope =
        op.a() < 0
            ? "torch.div(%s, %s)".formatted(script.rounded(y), script.rounded(x))
            : "torch.pow(%s, %s)".formatted(script.rounded(x), Script.literal(op.a() - 1));
    return "torch.mul_(torch.mul_(%s, %s), %s)".formatted(slope, g, a());
  }

  private String approximation() {
    return op.function() == Op.Function.GELU ? "none" : "tanh";
  }

  private String a() {
    return Script.literal(op.a());
  }

  private String b() {
    return Script.literal(op.b());
  }
}
