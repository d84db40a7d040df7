package io.oneiros.engine.script;

import io.oneiros.engine.zoo.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/** Between what a program is given, {@code picture}, and the graph's input. */
public sealed interface Entrance {
  /** The graph's input, channels_last. */
  String input();

  /** The gradient with respect to what is given. */
  String gradient(String ofInput);

  /** A picture, [3, H, W] of 0..1; its gradient is per 1/255. */
  record Pixels(Preprocessing preprocessing) implements Entrance {
    @Override
    public String input() {
      return "torch.contiguous(torch.div(torch.sub(torch.mul(torch.unsqueeze(%s, 0), 255.), %s), %s), %s)"
          .formatted(
              preprocessing.bgr() ? "torch.flip(picture, [0])" : "picture",
              perChannel(preprocessing.mean(), "picture"),
              perChannel(preprocessing.std(), "picture"),
              Script.NHWC);
    }

    @Override
    public String gradient(String ofInput) {
      String perPixel =
          "torch.squeeze(torch.div(torch.to(%s, %s), %s), 0)"
              .formatted(
                  ofInput, Precision.FLOAT32.type(), perChannel(preprocessing.std(), ofInput));
      return preprocessing.bgr() ? "torch.flip(%s, [0])".formatted(perPixel) : perPixel;
    }

    /** On the device of something else. */
    private static String perChannel(float[] values, String where) {
      List<String> literals = new ArrayList<>();
      for (float value : values) {
        literals.add(Script.literal(value));
      }
      return "torch.to(torch.reshape(torch.tensor(%s, dtype=6), [1, 3, 1, 1]), ops.prim.device(%s), 6)"
          .formatted(literals, where);
    }
  }

  /** A code, [Z], as it is. */
  record Code() implements Entrance {
    @Override
    public String input() {
      return "torch.contiguous(torch.reshape(picture, [1, -1, 1, 1]), %s)".formatted(Script.NHWC);
    }

    @Override
    public String gradient(String ofInput) {
      return "torch.reshape(torch.to(%s, %s), [-1])".formatted(ofInput, Precision.FLOAT32.type());
    }
  }
}
