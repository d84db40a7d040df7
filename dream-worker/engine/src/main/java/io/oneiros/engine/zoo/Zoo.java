package io.oneiros.engine.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Networks by their ids. A file is handed out only if its SHA-256 is the one the manifest states.
 * Networks of the user's own, described by {@code ID.json} in a folder ({@code ONEIROS_MODELS}),
 * come before those of the same id that the program knows. Safe for use by several threads and
 * programs at a time.
 */
public final class Zoo {
  /** The environment variable that names the folder of the user's own networks. */
  public static final String FOLDER_SETTING = "ONEIROS_MODELS";

  /** The network that is taken when nobody names one. */
  public static final String DEFAULT = "inception_v3";

  private static final int DIGITS = 12;

  private final Catalogue catalogue;
  private final Puller puller;
  private final Verified verified;

  /**
   * @param cache folder that pulled files are kept in; made when needed
   * @param own folder of the user's own networks, or null
   */
  public Zoo(Path cache, Path own) {
    this(cache, own, Manifest.zoo(), new Puller(Npm.installed(), Https.inEnvironment()));
  }

  Zoo(Path cache, Path own, Manifest manifest, Puller puller) {
    this.catalogue = new Catalogue(manifest, cache, own);
    this.puller = puller;
    this.verified = new Verified(cache.resolve(".verified"));
  }

  /** With the folder of the user's own networks as the environment says. */
  public static Zoo inEnvironment(Path cache) {
    String folder = System.getenv(FOLDER_SETTING);
    return new Zoo(cache, folder == null || folder.isBlank() ? null : Path.of(folder));
  }

  /** All that can be asked for, whether their files are here or not; the user's own first. */
  public List<String> ids() {
    return catalogue.ids();
  }

  /**
   * @throws ModelException {@code unknown-model}, {@code model-unavailable} if its description
   *     cannot be read
   */
  public ModelCard card(String id) {
    Entry entry = catalogue.place(id).entry();
    return new ModelCard(entry.id(), entry.license(), entry.layers());
  }

  /** Whether the network's file is here; it is not looked into. */
  public boolean isPresent(String id) {
    return Files.isRegularFile(catalogue.place(id).file());
  }

  /**
   * @return the network's file, its hash checked (once for each change of its length or time)
   * @throws ModelException {@code unknown-model}, {@code model-unavailable}
   */
  public Path file(String id) {
    return checked(catalogue.place(id), false);
  }

  /**
   * @return the same, but hashed anew
   */
  public Path verify(String id) {
    return checked(catalogue.place(id), true);
  }

  /**
   * Fetches a network's file into the cache, unless the right one is there.
   *
   * @return the file
   * @throws ModelException {@code unknown-model}, or {@code model-unavailable} if it cannot be had
   */
  public Path pull(String id, Progress progress) {
    Place place = catalogue.place(id);
    if (!place.isOwn()) {
      Workplace.clean(place.folder());
      if (!isRight(place)) {
        puller.pull(place.entry(), place.folder(), progress);
      }
    }
    return verify(id);
  }

  /**
   * Opens a network; no weight is decoded.
   *
   * @throws ModelException {@code unknown-model}, {@code model-unavailable} (also if the file
   *     cannot be understood)
   */
  public Network open(String id) {
    Place place = catalogue.place(id);
    Entry entry = place.entry();
    return new Network(
        id,
        entry.sha256(),
        FileKinds.read(id, checked(place, false)),
        entry.input().preprocessing(),
        new Labels(catalogue).of(place),
        entry.layers(),
        entry.aliases());
  }

  /**
   * Opens a file of the user's own that nothing describes. It has no default layers and no names of
   * classes; its id is the file's name with the beginning of its hash, {@code mine@0123456789ab}.
   *
   * @param file ONNX or TensorFlow Lite, by the end of its name
   * @throws ModelException {@code model-unavailable} if it cannot be read or understood
   */
  public static Network openFile(Path file, Preprocessing input) {
    try {
      String sha256 = Sha256.of(file);
      String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
      String id = name + "@" + sha256.substring(0, DIGITS);
      return new Network(
          id, sha256, FileKinds.read(id, file), input, List.of(), List.of(), Map.of());
    } catch (IOException e) {
      throw ModelException.unreadable(file, e);
    }
  }

  private Path checked(Place place, boolean anew) {
    Path file = place.file();
    String sha256 = place.entry().sha256();
    try {
      if (!Files.isRegularFile(file)) {
        throw ModelException.unavailable(
            "%s is not here: %s is missing. %s".formatted(place.entry().id(), file, place.remedy()),
            null);
      }
      String id = place.entry().id();
      boolean right = anew ? verified.hash(id, file, sha256) : verified.has(id, file, sha256);
      if (!right) {
        throw place.altered(file, sha256);
      }
      return file;
    } catch (IOException e) {
      throw ModelException.unreadable(file, e);
    }
  }

  private boolean isRight(Place place) {
    try {
      return Files.isRegularFile(place.file())
          && verified.hash(place.entry().id(), place.file(), place.entry().sha256());
    } catch (IOException e) {
      throw ModelException.unreadable(place.file(), e);
    }
  }
}
