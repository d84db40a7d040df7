package io.oneiros.standalone;

import io.oneiros.processes.AtExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;

/**
 * Where the picture goes. It is written to {@link #part} beside its place and moved there when it
 * is whole, so that a half-written picture never bears its name. Before it is written there is no
 * such file, so that a run that is killed leaves none behind.
 */
final class OutFile implements AutoCloseable {
  private final Path place;
  private final Path part;
  private final Runnable noLongerAtExit;

  private OutFile(Path place, Path part) {
    this.place = place;
    this.part = part;
    this.noLongerAtExit = AtExit.add(this::delete);
  }

  /** The photo's name and {@code -dream.png}, in the current folder. */
  static Path beside(Path photo) {
    String name = photo.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return Path.of((dot > 0 ? name.substring(0, dot) : name) + "-dream.png");
  }

  /** What goes beside a picture. */
  static Path sidecar(Path picture) {
    return picture.resolveSibling(picture.getFileName() + ".json");
  }

  /**
   * Makes sure before any work that the picture can be written.
   *
   * @throws Failure if it cannot
   */
  static OutFile open(Path place) {
    Path file = place.toAbsolutePath();
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new Failure(place + " does not end in .png; the picture is written as PNG.");
    }
    if (Files.isDirectory(file)) {
      throw new Failure(place + " is a folder; -o takes the name of a file.");
    }
    if (Files.isDirectory(sidecar(file))) {
      throw new Failure(sidecar(place) + " is a folder; what is said of the picture goes there.");
    }
    if (!Files.isDirectory(file.getParent())) {
      throw new Failure(
          "%s cannot be written: there is no folder %s.".formatted(place, file.getParent()));
    }
    try {
      if (Files.exists(file) && !Files.isWritable(file)) {
        throw new Failure(place + " is there and cannot be overwritten.");
      }
      // Not createTempFile: its file could be read by its owner only.
      Path part = file.resolveSibling(".dream-" + UUID.randomUUID() + ".part");
      Files.delete(Files.createFile(part));
      return new OutFile(file, part);
    } catch (IOException e) {
      throw new Failure("%s cannot be written: %s".formatted(place, ErrorLine.reason(e)), e);
    }
  }

  Path part() {
    return part;
  }

  /**
   * Moves the whole picture to its place.
   *
   * @param sidecar what goes beside it
   */
  void publish(byte[] sidecar) throws IOException {
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    Files.write(part, sidecar);
    Files.move(part, sidecar(place), StandardCopyOption.ATOMIC_MOVE);
  }

  Path place() {
    return place;
  }

  @Override
  public void close() {
    delete();
    noLongerAtExit.run();
  }

  private void delete() {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new Failure(part + " cannot be deleted: " + ErrorLine.reason(e), e);
    }
  }
}
