package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oneiros.contract.Rect;
import org.junit.jupiter.api.Test;

class PlanesTest {
  private final Planes planes =
      new Planes(2, 2, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});

  @Test
  void valuesAreChannelsOfRows() {
    assertThat(planes.get(0, 1, 0)).isEqualTo(2);
    assertThat(planes.get(1, 0, 1)).isEqualTo(7);
    assertThat(planes.get(2, 1, 1)).isEqualTo(12);
  }

  @Test
  void bytesAreLittleEndianFloatsAndComeBack() {
    byte[] bytes = planes.toBytes();
    assertThat(bytes).hasSize(48).startsWith(0, 0, 0x80, 0x3F);
    assertThat(Planes.fromBytes(bytes, 2, 2).values()).isEqualTo(planes.values());
  }

  @Test
  void cropTakesThePartOfEveryChannel() {
    assertThat(planes.crop(new Rect(1, 0, 1, 2)).values()).containsExactly(2, 4, 6, 8, 10, 12);
  }

  @Test
  void wrongNumberOfValuesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Planes.fromBytes(new byte[47], 2, 2))
        .withMessageContaining("47 bytes for planes [3, 2, 2]");
    assertThatIllegalArgumentException().isThrownBy(() -> new Planes(2, 2, new float[11]));
  }
}
