package io.oneiros.storage.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.canvas.Planes;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask.Piece;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlendTest {
  private static final Size PICTURE = new Size(40, 30);
  private static final int FEATHER = 8;
  private static final List<Rect> CORES = List.of(new Rect(0, 0, 19, 30), new Rect(19, 0, 21, 30));

  @Test
  void equalDeltasGiveAnEvenSum() throws IOException {
    Planes canvas = Planes.of(40, 30);
    Blend blend = new Blend(canvas, PICTURE.whole(), PICTURE, 0.5, FEATHER);
    for (Rect core : CORES) {
      Piece piece = piece(core);
      float[] ones = new float[(int) (3 * piece.keep().pixels())];
      Arrays.fill(ones, 1);
      blend.add(piece, delta(ones));
    }
    for (float value : canvas.values()) {
      assertThat(value).isEqualTo(0.5f);
    }
  }

  @Test
  void valueDependsOnNoRegion() throws IOException {
    Planes whole = blended(PICTURE.whole());
    for (Rect region : List.of(new Rect(0, 0, 20, 30), new Rect(13, 7, 11, 9))) {
      assertThat(blended(region).values()).isEqualTo(whole.crop(region).values());
    }
  }

  @Test
  void pieceThatMissesTheRegionChangesNothing() throws IOException {
    Planes canvas = Planes.of(5, 30);
    Piece piece = piece(CORES.get(1));
    new Blend(canvas, new Rect(0, 0, 5, 30), PICTURE, 1, FEATHER).add(piece, delta(piece));
    assertThat(canvas.values()).containsOnly(0);
  }

  @Test
  void deltaOfAnotherLengthIsRefused() throws IOException {
    Blend blend = new Blend(Planes.of(40, 30), PICTURE.whole(), PICTURE, 1, FEATHER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> blend.add(piece(CORES.get(0)), delta(new float[12])))
        .withMessageContaining("'delta' has 12 values; [3, 30, 23] are needed");
  }

  @Test
  void clippingKeepsZeroToOneAndRefusesWhatIsNoNumber() {
    Planes pixel = new Planes(1, 1, new float[] {-0.5f, 0.25f, 1.5f});
    Pixels.clip(pixel);
    assertThat(pixel.values()).containsExactly(0, 0.25f, 1);
    Planes broken = new Planes(1, 1, new float[] {0, Float.NaN, 0});
    assertThatThrownBy(() -> Pixels.clip(broken)).isInstanceOf(ArithmeticException.class);
  }

  private static Planes blended(Rect region) throws IOException {
    Planes canvas = Planes.of(region.width(), region.height());
    Blend blend = new Blend(canvas, region, PICTURE, 1.25, FEATHER);
    for (Rect core : CORES) {
      blend.add(piece(core), delta(piece(core)));
    }
    return canvas;
  }

  private static Piece piece(Rect core) {
    return new Piece(core, core.grown(FEATHER / 2, PICTURE), "delta", "");
  }

  private static Delta delta(Piece piece) {
    float[] values = new float[(int) (3 * piece.keep().pixels())];
    Random random = new Random(piece.core().x());
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return delta(values);
  }

  private static Delta delta(float[] values) {
    return new Delta() {
      @Override
      public long length() {
        return values.length;
      }

      @Override
      public void read(long from, float[] to) {
        System.arraycopy(values, (int) from, to, 0, to.length);
      }
    };
  }
}
