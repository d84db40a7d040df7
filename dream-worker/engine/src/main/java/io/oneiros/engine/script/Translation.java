package io.oneiros.engine.script;

import io.oneiros.engine.graph.Op;
import java.util.List;

/** What one step becomes: lines that compute its value, and lines that hand its gradient on. */
interface Translation {
  void forward(Script script);

  /** Its own gradient is complete; adds to those of its inputs. */
  void backward(Script script);

  static Translation of(Step step) {
    Op op = step.node().op();
    String y = step.result();
    List<String> inputs = step.node().inputs();
    String x = inputs.get(0);
    if (op instanceof Op.Conv conv) {
      return new Convolution(step, conv, Padded.of(conv.padding()));
    } else if (op instanceof Op.Relu) {
      return new Relu(x, y);
    } else if (op instanceof Op.MaxPool pool) {
      return new Pools.Max(pool, Padded.of(pool.padding()), x, y);
    } else if (op instanceof Op.AveragePool pool) {
      return new Pools.Average(pool, Padded.of(pool.padding()), x, y);
    } else if (op instanceof Op.Concat) {
      return new Concat(inputs, y);
    } else if (op instanceof Op.Pointwise pointwise) {
      return new Pointwise(pointwise, x, y);
    } else if (op instanceof Op.Arithmetic arithmetic) {
      return new Arithmetic(arithmetic.sign(), x, inputs.get(1), y);
    } else if (op instanceof Op.Scale scale) {
      return new PerChannel.Scaled(scale, x, y);
    } else if (op instanceof Op.PRelu relu) {
      return new PerChannel.Leaky(relu, x, y);
    } else if (op instanceof Op.GlobalAveragePool) {
      return new Mean("[2, 3]", "torch.mul(torch.size(%1$s, 2), torch.size(%1$s, 3))", x, y);
    } else if (op instanceof Op.ChannelMean) {
      return new Mean("[1]", "torch.size(%1$s, 1)", x, y);
    } else if (op instanceof Op.Softmax) {
      return new Softmax(x, y);
    } else if (op instanceof Op.Pad pad) {
      return new Edges(pad, x, y);
    } else if (op instanceof Op.Resize resize) {
      return new Resized(resize, x, y);
    } else if (op instanceof Op.Spread spread) {
      return new Spread(spread, x, y);
    }
    throw new UnsupportedOperationException("no TorchScript for " + step.node());
  }
}
