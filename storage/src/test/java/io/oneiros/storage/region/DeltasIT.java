package io.oneiros.storage.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.canvas.Planes;
import io.oneiros.canvas.Sha256;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask.Piece;
import io.oneiros.storage.RealStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltasIT {
  private static final Rect KEEP = new Rect(4, 8, 3, 2);
  private static final float[] VALUES = new float[Planes.CHANNELS * 3 * 2];
  private static final byte[] BYTES;

  static {
    for (int i = 0; i < VALUES.length; i++) {
      VALUES[i] = i - 0.25f;
    }
    BYTES = new Planes(3, 2, VALUES).toBytes();
  }

  @TempDir static Path home;
  private static RealStore store;

  @BeforeAll
  static void start() {
    store = new RealStore(home);
    store.objects().put("delta", BYTES);
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deltaIsReadFromWhereverItIsHeld(boolean onHeap) throws Exception {
    Piece piece = new Piece(KEEP, KEEP, "delta", Sha256.of(BYTES));
    try (Delta delta = new Deltas(store.objects()).fetch(piece, onHeap)) {
      assertThat(delta.length()).isEqualTo(VALUES.length);
      float[] last = new float[5];
      delta.read(VALUES.length - last.length, last);
      assertThat(last).containsExactly(12.75f, 13.75f, 14.75f, 15.75f, 16.75f);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deltaThatWasNotAcceptedOrIsNotThereIsDamaged(boolean onHeap) {
    Deltas deltas = new Deltas(store.objects());
    String other = Sha256.of(new byte[1]);
    assertThatThrownBy(() -> deltas.fetch(new Piece(KEEP, KEEP, "delta", other), onHeap))
        .isInstanceOf(DamagedDeltaException.class)
        .hasMessageContainingAll("'delta'", Sha256.of(BYTES), other);
    assertThatThrownBy(() -> deltas.fetch(new Piece(KEEP, KEEP, "none", other), onHeap))
        .isInstanceOf(DamagedDeltaException.class)
        .hasMessageContaining("none");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deltaLongerThanItsTileIsNoneWhateverItsHash(boolean onHeap) throws Exception {
    byte[] longer = Arrays.copyOf(BYTES, 100 * BYTES.length);
    store.objects().put("longer", longer);
    Piece piece = new Piece(KEEP, KEEP, "longer", Sha256.of(longer));
    Planes canvas = Planes.of(3, 2);
    Blend blend = new Blend(canvas, KEEP, new Size(64, 64), 1, 0);
    assertThatThrownBy(
            () -> {
              try (Delta delta = new Deltas(store.objects()).fetch(piece, onHeap)) {
                blend.add(piece, delta);
              }
            })
        .isInstanceOfAny(DamagedDeltaException.class, IllegalArgumentException.class)
        .hasMessageContaining("longer");
    assertThat(canvas.values()).containsOnly(0);
  }

  @Test
  void heapHoldsARegionOfOneUsualTile() {
    Rect usual = new Rect(0, 0, 512, 512);
    Piece piece = new Piece(usual, usual, "delta", "");
    assertThat(Deltas.fitTheHeap(Collections.nCopies(1, piece))).isTrue();
    assertThat(Deltas.fitTheHeap(Collections.nCopies(2, piece))).isFalse();
  }
}
