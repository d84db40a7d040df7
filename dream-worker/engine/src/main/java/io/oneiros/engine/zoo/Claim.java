package io.oneiros.engine.zoo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to work where only one may: at most one holder at a time, in this program and in all
 * others that see the folder. It ends with the program, however that ends.
 */
final class Claim implements AutoCloseable {
  /**
   * Asked before the file's lock, which is the whole program's: to open and close the file a second
   * time would give up the first one's lock.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private Claim(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param folder that a file {@code .lock} is kept in
   * @return nothing if another one has it, or if the file system knows no locks
   */
  static Optional<Claim> on(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve(".lock");
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new Claim(file, channel));
      }
    } catch (IOException | OverlappingFileLockException noLocks) {
      // Whoever has no claim works in a place of its own; see Workplace.
    }
    HELD.remove(file);
    if (channel != null) {
      channel.close();
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
