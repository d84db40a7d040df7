package io.oneiros.storage.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oneiros.canvas.Planes;
import io.oneiros.storage.ingest.FileMetadata;
import io.oneiros.storage.ingest.Pictures;
import java.awt.color.ICC_Profile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProfileSamplesTest {
  @Test
  void colourIsThatOfTheProfileAndLiesWhereItBelongs() {
    Planes part = new Planes(1, 2, new float[] {1, 1, 0, 1, 0, 1});
    byte[] rows = new byte[2 * 3 * 3];
    ProfileSamples.of(Pictures.displayP3()).orElseThrow().write(part, rows, 2, 3);
    // Red of sRGB by the matrices of CSS Color 4.
    assertThat(rows[6] & 0xFF).isCloseTo(234, within(1));
    assertThat(rows[7] & 0xFF).isCloseTo(51, within(1));
    assertThat(rows[8] & 0xFF).isCloseTo(35, within(1));
    assertThat(rows[15] & 0xFF).isEqualTo(255);
    assertThat(rows[0]).isZero();
  }

  @Test
  void profileOfACameraThatIsSrgbCostsNoConversion() throws Exception {
    ICC_Profile profile = FileMetadata.of(Path.of("../docs/pictures/alps.jpg")).profile();
    assertThat(profile).isNotNull();
    assertThat(ProfileSamples.of(profile)).containsInstanceOf(SrgbSamples.class);
    assertThat(ProfileSamples.of(Pictures.displayP3())).containsInstanceOf(ProfileSamples.class);
  }

  @Test
  void profileThatColoursCannotBeMadeOfIsRefused() {
    assertThat(ProfileSamples.of(Pictures.damagedProfile())).isEmpty();
  }
}
