package io.oneiros.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PatchTest {
  private static final Picture PICTURE = counted(5, 4);

  @Test
  void outsideThePictureItIsReflected() {
    Patch patch = Patch.of(PICTURE, PICTURE.whole(), new Area(-2, -1, 9, 6), 5, 4);
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 9; x++) {
        assertThat(patch.pixels().at(1, y, x))
            .isEqualTo(PICTURE.at(1, Reflection.index(y - 1, 4), Reflection.index(x - 2, 5)));
      }
    }
    assertThat(patch.isWhole()).isTrue();
  }

  @Test
  void aRegionWillDoIfAllThatIsShownIsInIt() {
    Area area = new Area(-2, 1, 4, 2);
    Area frame = new Area(0, 1, 2, 3);
    Patch ofRegion = Patch.of(PICTURE.crop(frame), frame, area, 5, 4);
    assertThat(ofRegion).isEqualTo(Patch.of(PICTURE, PICTURE.whole(), area, 5, 4));
    assertThat(ofRegion.isWhole()).isFalse();
    assertThatThrownBy(() -> Patch.of(PICTURE.crop(frame), frame, new Area(-2, 1, 5, 2), 5, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pixel 2 of 5 is shown, and there are 2 from 0 on");
  }

  @Test
  void theSameOfAnotherPictureIsCutAndReflectedAlike() {
    Area area = new Area(3, -2, 4, 5);
    Picture other = PICTURE.plus(PICTURE);
    Patch patch = Patch.of(PICTURE, PICTURE.whole(), area, 5, 4);
    assertThat(patch.of(other).pixels()).isEqualTo(patch.pixels().plus(patch.pixels()));
  }

  private static Picture counted(int width, int height) {
    Picture picture = Picture.blank(width, height);
    for (int i = 0; i < picture.values().length; i++) {
      picture.values()[i] = i;
    }
    return picture;
  }
}
