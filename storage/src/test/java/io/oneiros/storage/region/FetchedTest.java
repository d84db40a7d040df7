package io.oneiros.storage.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.Rect;
import io.oneiros.contract.StorageTask.Piece;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedTest {
  private static final List<Piece> PIECES =
      IntStream.range(0, 5).mapToObj(FetchedTest::piece).toList();

  @TempDir Path folder;

  private final ExecutorService fetchers = Executors.newFixedThreadPool(2);
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<FileDelta> files = new ConcurrentLinkedQueue<>();
  private final CountDownLatch store = new CountDownLatch(1);

  @AfterEach
  void end() throws InterruptedException {
    store.countDown();
    fetchers.shutdown();
    assertThat(fetchers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsQueuedWhenARegionFailsIsFetchedNoMoreAndLeavesNoFileOpen() throws Exception {
    Fetched fetched = new Fetched(PIECES, this::fetch, fetchers);
    try (fetched) {
      assertThatThrownBy(() -> fetched.of(PIECES.get(0)))
          .isInstanceOf(DamagedDeltaException.class)
          .hasMessage("0 is damaged");
    }
    end();

    assertThat(asked).contains("0").doesNotContain("3", "4");
    assertThat(files).allSatisfy(FetchedTest::requireClosed);
  }

  @Test
  void eachPieceHasItsOwnDeltaWhateverTheOrder() throws Exception {
    store.countDown();
    try (Fetched fetched = new Fetched(PIECES.subList(1, 5), this::fetch, fetchers)) {
      for (int i = 4; i >= 1; i--) {
        assertThat(fetched.of(PIECES.get(i)).length()).isEqualTo(i);
      }
    }
    assertThat(files).hasSize(4).allSatisfy(FetchedTest::requireClosed);
  }

  /** The first is damaged, all others come when the store lets them. */
  private FileDelta fetch(Piece piece) throws IOException {
    asked.add(piece.delta());
    int number = Integer.parseInt(piece.delta());
    if (number == 0) {
      throw new DamagedDeltaException(piece.delta(), "0 is damaged");
    }
    try {
      store.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    FileDelta file =
        new FileDelta(Files.write(folder.resolve(piece.delta()), new byte[number * Float.BYTES]));
    files.add(file);
    return file;
  }

  private static void requireClosed(FileDelta file) {
    assertThatThrownBy(() -> file.read(0, new float[1]))
        .hasRootCauseInstanceOf(ClosedChannelException.class);
  }

  private static Piece piece(int number) {
    Rect keep = new Rect(number, 0, 1, 1);
    return new Piece(keep, keep, Integer.toString(number), "");
  }
}
