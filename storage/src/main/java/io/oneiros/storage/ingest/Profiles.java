package io.oneiros.storage.ingest;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.util.Optional;

/** Colour profiles of decoded pixels. */
final class Profiles {
  private Profiles() {}

  /** The profile of pixels in a colour space of red, green and blue that is not sRGB. */
  static Optional<ICC_Profile> of(ColorModel model) {
    return model.getColorSpace() instanceof ICC_ColorSpace space
            && space.getType() == ColorSpace.TYPE_RGB
            && !space.isCS_sRGB()
        ? Optional.of(space.getProfile())
        : Optional.empty();
  }

  /**
   * The same samples, which a decoder has taken for sRGB, as those of a profile; the image itself
   * if they cannot be that, being grey or those of a palette, or if the profile is damaged.
   */
  static BufferedImage assigned(BufferedImage image, ICC_Profile profile) {
    ColorModel model = image.getColorModel();
    if (!(model instanceof ComponentColorModel)
        || model.getNumColorComponents() != 3
        || !tellsColours(profile)) {
      return image;
    }
    ComponentColorModel assigned =
        new ComponentColorModel(
            new ICC_ColorSpace(profile),
            model.hasAlpha(),
            model.isAlphaPremultiplied(),
            model.getTransparency(),
            model.getTransferType());
    return new BufferedImage(assigned, image.getRaster(), assigned.isAlphaPremultiplied(), null);
  }

  private static boolean tellsColours(ICC_Profile profile) {
    if (profile.getColorSpaceType() != ColorSpace.TYPE_RGB) {
      return false;
    }
    try {
      return new ICC_ColorSpace(profile).toRGB(new float[3]).length == 3;
    } catch (CMMException | IllegalArgumentException e) {
      return false;
    }
  }
}
