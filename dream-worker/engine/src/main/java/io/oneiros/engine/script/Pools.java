package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;

/** Pooling. */
final class Pools {
  /** What is padded with: never the greatest. */
  private static final String LOWEST = "-3.4028234e38";

  private Pools() {}

  /** Remembers which value was the greatest. */
  record Max(Op.MaxPool pool, Padded padded, String x, String y) implements Translation {
    @Override
    public void forward(Script script) {
      script.forward(
          "%s, %s = torch.max_pool2d_with_indices(%s, %s, %s, [1, 1], %s)",
          script.value(y),
          places(script),
          isCeiled() ? script.value(x) : padded.before(script.value(x), LOWEST),
          geometry(pool.window()),
          own(),
          isCeiled() ? "True" : "False");
    }

    @Override
    public void backward(Script script) {
      boolean ceiled = isCeiled();
      String like = script.like(x);
      String gradient =
          "torch.max_pool2d_with_indices_backward(%s, %s, %s, %s, [1, 1], %s, %s)"
              .formatted(
                  script.gradient(y),
                  ceiled ? like : padded.before(like, "0"),
                  geometry(pool.window()),
                  own(),
                  ceiled ? "True" : "False",
                  script.saved(places(script)));
      script.contribute(
          x,
          ceiled ? gradient : padded.cut(gradient, script.saved(script.value(x))),
          ceiled || padded.padding().symmetric());
    }

    /** PyTorch does that itself, without a padded copy. */
    private boolean isCeiled() {
      return !padded.padding().symmetric() && pool.isCeiled(padded.padding());
    }

    private String own() {
      return isCeiled()
          ? Padded.pair(padded.padding().top(), padded.padding().left())
          : padded.own();
    }

    private String places(Script script) {
      return "i" + script.number(y);
    }
  }

  /** The mean over a window; what is padding counts or does not. */
  record Average(Op.AveragePool pool, Padded padded, String x, String y) implements Translation {
    @Override
    public void forward(Script script) {
      String before = padded.before(script.value(x), "0");
      String mean = "torch.avg_pool2d(%s, %s)".formatted(before, arguments());
      script.forward(
          "%s = %s",
          script.value(y),
          countsPadding() ? mean : "torch.div(%s, %s)".formatted(mean, share(script.value(x))));
    }

    @Override
    public void backward(Script script) {
      String before = script.like(x);
      String gradient = script.gradient(y);
      String even =
          countsPadding() ? gradient : "torch.div(%s, %s)".formatted(gradient, share(before));
      if (isItsOwnAdjoint()) {
        script.contribute(x, "torch.avg_pool2d(%s, %s)".formatted(even, arguments()), true);
        return;
      }
      script.contribute(
          x,
          padded.cut(
              "torch.avg_pool2d_backward(%s, %s, %s, None)"
                  .formatted(even, padded.before(before, "0"), arguments()),
              script.saved(script.value(x))),
          padded.padding().symmetric());
    }

    /** A window of odd sides that slides by one from one end to the other: much quicker so. */
    private boolean isItsOwnAdjoint() {
      Window w = pool.window();
      return w.strideY() == 1
          && w.strideX() == 1
          && padded.padding().symmetric()
          && w.height() == 2 * padded.padding().top() + 1
          && w.width() == 2 * padded.padding().left() + 1;
    }

    private boolean countsPadding() {
      return pool.countPadding() || padded.padding().none();
    }

    /** Which part of each window is no padding, where that does not count. */
    private String share(String x) {
      return "torch.avg_pool2d(%s, %s)"
          .formatted(
              padded.before("torch.ones_like(torch.slice(%s, 1, 0, 1))".formatted(x), "0"),
              arguments());
    }

    /** As if padding counted: whether it does is seen to by {@link #share}. */
    private String arguments() {
      return "%s, %s, False, True".formatted(geometry(pool.window()), padded.own());
    }
  }

  private static String geometry(Window w) {
    if (w.dilationY() != 1 || w.dilationX() != 1) {
      throw new UnsupportedOperationException("dilated pooling: " + w);
    }
    return "%s, %s"
        .formatted(Padded.pair(w.height(), w.width()), Padded.pair(w.strideY(), w.strideX()));
  }
}
