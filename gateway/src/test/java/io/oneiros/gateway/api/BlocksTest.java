package io.oneiros.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.canvas.StoreAwayException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlocksTest {
  private boolean opened;
  private boolean closed;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, Blocks.SIZE - 1, Blocks.SIZE, Blocks.SIZE + 1, 3 * Blocks.SIZE})
  void allOfItComesAndThenNothing(int length) throws IOException {
    byte[] content = new byte[length];
    new Random(1).nextBytes(content);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (Blocks blocks = blocks(content, length)) {
      assertThat(opened).as("before it is read").isFalse();
      for (byte[] block = blocks.next(); block.length > 0; block = blocks.next()) {
        assertThat(block).hasSizeLessThanOrEqualTo(Blocks.SIZE);
        read.writeBytes(block);
      }
    }
    assertThat(read.toByteArray()).isEqualTo(content);
    assertThat(closed).isTrue();
  }

  @Test
  void whatIsNotReadIsNotOpened() throws IOException {
    blocks(new byte[10], 10).close();
    assertThat(opened).isFalse();
    assertThat(closed).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, Blocks.SIZE, 3 * Blocks.SIZE - 1, 3 * Blocks.SIZE + 1, 9 * Blocks.SIZE})
  void anotherLengthThanWasToldIsNotTakenForTheWhole(int told) throws IOException {
    try (Blocks blocks = blocks(new byte[3 * Blocks.SIZE], told)) {
      assertThatThrownBy(
              () -> {
                while (blocks.next().length > 0) {
                  // on to the end
                }
              })
          .isInstanceOf(StoreAwayException.class)
          .hasMessageContaining(Integer.toString(told));
    }
    assertThat(closed).isTrue();
  }

  @Test
  void contentThatBreaksOffIsTheStoresFault() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertThatThrownBy(() -> new Blocks(new Streamed(() -> broken, 10)).next())
        .isInstanceOf(StoreAwayException.class)
        .hasMessageContaining("connection reset");
  }

  private Blocks blocks(byte[] content, long told) {
    return new Blocks(
        new Streamed(
            () -> {
              opened = true;
              return new ByteArrayInputStream(content) {
                @Override
                public void close() {
                  closed = true;
                }
              };
            },
            told));
  }
}
