package io.oneiros.engine.torch;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.torch.TorchNetwork.Activation;

/**
 * What a picture of the same size would show in a patch's stead: cut and reflected as the patch is,
 * so that activations of like places are compared. That of the last patch is kept.
 */
final class Target {
  private final Fitted picture;
  private final String node;
  private final References references;
  private Seen last;

  private record Seen(Area area, int width, int height, Numbers activations) {
    boolean isAt(Patch patch) {
      return area.equals(patch.area()) && width == patch.width() && height == patch.height();
    }
  }

  Target(Picture picture, String node, References references) {
    this.picture = new Fitted(picture);
    this.node = node;
    this.references = references;
  }

  /** [1, C, H, W]. */
  Numbers at(Patch patch) {
    if (last == null || !last.isAt(patch)) {
      Patch same = patch.of(picture.to(patch.width(), patch.height()));
      Activation a = references.activation(same.pixels(), node);
      Numbers numbers = Numbers.of(a.values(), 1, a.channels(), a.height(), a.width());
      last = new Seen(patch.area(), patch.width(), patch.height(), numbers);
    }
    return last.activations();
  }
}
