package io.oneiros.storage.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Zeros in a temporary file that may be overwritten, of which at most 32 MiB are in memory. A
 * mapped file would be simpler, but all of it would count as this process's memory. Its room on the
 * disk is taken at once, and given back when it is closed. Not thread-safe.
 */
final class PagedFile implements Closeable {
  /** Small, because a rectangle of a wide picture has a few bytes in each of many places. */
  private static final int PAGE_BITS = 14;

  private static final int PAGE = 1 << PAGE_BITS;
  private static final int SLOTS = 2048;
  private static final int FILLED_AT_ONCE = 1 << 20;
  private static final int NOWHERE = -1;

  private final FileChannel channel;
  private final long size;

  /** By page, its slot. */
  private final int[] slots;

  /** By slot, its page. */
  private final int[] pages = new int[SLOTS];

  private final ByteBuffer[] held = new ByteBuffer[SLOTS];
  private final boolean[] changed = new boolean[SLOTS];
  private int next;

  /**
   * @throws IOException if there is no room for it
   */
  PagedFile(Path folder, long size) throws IOException {
    this(unnamed(folder), size);
  }

  /**
   * @param channel of an empty file; closed with this, and if there is no room
   */
  PagedFile(FileChannel channel, long size) throws IOException {
    this.channel = channel;
    this.size = size;
    slots = new int[Math.toIntExact((size + PAGE - 1) >> PAGE_BITS)];
    Arrays.fill(slots, NOWHERE);
    Arrays.fill(pages, NOWHERE);
    try {
      fill();
    } catch (IOException e) {
      // As long as it is open it would keep all the room that there was.
      channel.close();
      throw e;
    }
  }

  private static FileChannel unnamed(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "oneiros-pixels", null);
    try {
      return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(file);
    }
  }

  /** A disk that is full is to say so before anything is decoded. */
  private void fill() throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(size, FILLED_AT_ONCE));
    for (long left = size; left > 0; ) {
      left -= channel.write(zeros.position(0).limit((int) Math.min(left, zeros.capacity())));
    }
  }

  byte get(long at) {
    return held[slot(at)].get(within(at));
  }

  /**
   * @param at even
   */
  short getShort(long at) {
    return held[slot(at)].getShort(within(at));
  }

  /**
   * @param at a multiple of four
   */
  int getInt(long at) {
    return held[slot(at)].getInt(within(at));
  }

  void put(long at, byte value) {
    held[changedSlot(at)].put(within(at), value);
  }

  /**
   * @param at even
   */
  void putShort(long at, short value) {
    held[changedSlot(at)].putShort(within(at), value);
  }

  /**
   * @param at a multiple of four
   */
  void putInt(long at, int value) {
    held[changedSlot(at)].putInt(within(at), value);
  }

  private static int within(long at) {
    return (int) at & (PAGE - 1);
  }

  private int changedSlot(long at) {
    int slot = slot(at);
    changed[slot] = true;
    return slot;
  }

  private int slot(long at) {
    int page = (int) (at >> PAGE_BITS);
    int slot = slots[page];
    return slot == NOWHERE ? load(page) : slot;
  }

  /** The page that came longest ago makes room. */
  private int load(int page) {
    int slot = next;
    next = (next + 1) % SLOTS;
    try {
      if (held[slot] == null) {
        held[slot] = ByteBuffer.allocate(PAGE);
      } else {
        leave(slot);
      }
      read(page, held[slot]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pages[slot] = page;
    slots[page] = slot;
    return slot;
  }

  private void leave(int slot) throws IOException {
    if (changed[slot]) {
      ByteBuffer bytes = held[slot].clear();
      for (long at = start(pages[slot]); bytes.hasRemaining(); ) {
        at += channel.write(bytes, at);
      }
      changed[slot] = false;
    }
    slots[pages[slot]] = NOWHERE;
  }

  private void read(int page, ByteBuffer to) throws IOException {
    to.clear();
    long at = start(page);
    int count;
    do {
      count = channel.read(to, at);
      at += count;
    } while (count > 0);
    to.clear();
  }

  private static long start(int page) {
    return (long) page << PAGE_BITS;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
