package io.oneiros.soak;

import io.oneiros.processes.AtExit;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stands in the place of a folder in which there is no room, until it is closed: a full file system
 * where one may be mounted, else a file, in which nothing can be made either.
 */
final class FullFolder implements AutoCloseable {
  private static final int MEGABYTE = 1 << 20;

  private final Path folder;
  private final Path away;
  private final boolean mounted;
  private final Runnable noLongerAtExit;

  private FullFolder(Path folder, boolean mounted) {
    this.folder = folder;
    this.away = folder.resolveSibling(folder.getFileName() + ".away");
    this.mounted = mounted;
    this.noLongerAtExit = AtExit.add(this::takeAway);
  }

  /**
   * @param folder that is there; files that are open in it stay so
   */
  static FullFolder over(Path folder) throws IOException, InterruptedException {
    boolean mounted =
        command("mount", "-t", "tmpfs", "-o", "size=1m", "oneiros-full", folder.toString());
    FullFolder full = new FullFolder(folder, mounted);
    if (mounted) {
      fill(folder.resolve("full"));
    } else {
      Files.move(folder, full.away);
      Files.createFile(folder);
    }
    return full;
  }

  private static void fill(Path file) {
    byte[] some = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < MEGABYTE; i++) {
        out.write(some);
      }
    } catch (IOException e) {
      return;
    }
    throw new IllegalStateException(file + " can have gigabytes: it is on no full disk");
  }

  /** For the report. */
  String how() {
    return mounted ? "a full file system" : "no folder: none can be mounted here";
  }

  @Override
  public void close() {
    takeAway();
    noLongerAtExit.run();
  }

  private void takeAway() {
    try {
      if (!mounted) {
        Files.delete(folder);
        Files.move(away, folder);
      } else if (!command("umount", "-l", folder.toString())) {
        throw new IllegalStateException(folder + " is still mounted: umount " + folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is there and went well. */
  private static boolean command(String... words) throws InterruptedException {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
