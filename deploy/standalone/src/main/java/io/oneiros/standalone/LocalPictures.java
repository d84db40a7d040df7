package io.oneiros.standalone;

import io.oneiros.canvas.picture.DamagedPictureException;
import io.oneiros.canvas.picture.PictureFile;
import io.oneiros.canvas.picture.PictureLimits;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.standalone.client.GatewayClient.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Looks at the pictures of an order as the gateway will, but before anything is started. */
final class LocalPictures {
  private LocalPictures() {}

  /**
   * @throws Failure if one is no file that can be read
   * @throws ProblemException {@code not-a-picture} if one is none, or is damaged
   */
  static void check(Order order) throws IOException {
    for (Path picture : order.pictures().values()) {
      check(picture);
    }
  }

  private static void check(Path picture) throws IOException {
    Upload.readable(picture.toString());
    PictureFile format =
        PictureFile.of(picture)
            .orElseThrow(
                () ->
                    unreadable(
                        picture,
                        "It is none of %s.".formatted(Arrays.toString(PictureFile.values()))));
    try {
      format.requireWhole(picture, PictureLimits.NONE);
    } catch (DamagedPictureException e) {
      throw unreadable(picture, "It begins like a %s. %s".formatted(format, e.getMessage()));
    }
  }

  private static ProblemException unreadable(Path picture, String why) {
    return new ProblemException(
        ProblemCode.NOT_A_PICTURE,
        "%s is not a picture that can be read. %s".formatted(picture, why));
  }
}
