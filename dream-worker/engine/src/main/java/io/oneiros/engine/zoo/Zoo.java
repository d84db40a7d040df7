package io.oneiros.engine.zoo;

import io.oneiros.engine.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Networks by their ids. A file is handed out only if its SHA-256 is the one the manifest states.
 * Networks of the user's own, described by {@code ID.json} in a folder ({@code ONEIROS_MODELS}),
 * come before those of the same id that the program knows; those that were sent along come from a
 * {@link Shelf}, by themselves when they are needed. Safe for use by several threads and programs
 * at a time.
 */
public final class Zoo {
  /** The environment variable that names the folder of the user's own networks. */
  public static final String FOLDER_SETTING = "ONEIROS_MODELS";

  /** The network that is taken when nobody names one. */
  public static final String DEFAULT = "inception_v3";

  private final Catalogue catalogue;
  private final Borrowed borrowed;
  private final Puller puller;
  private final Verified verified;

  /**
   * @param cache folder that pulled files are kept in; made when needed
   * @param own folder of the user's own networks, or null
   */
  public Zoo(Path cache, Path own) {
    this(cache, own, null);
  }

  /**
   * @param shelf where networks lie that were sent along, or null
   */
  public Zoo(Path cache, Path own, Shelf shelf) {
    this(cache, own, shelf, Manifest.zoo(), new Puller(Npm.installed(), Https.inEnvironment()));
  }

  Zoo(Path cache, Path own, Manifest manifest, Puller puller) {
    this(cache, own, null, manifest, puller);
  }

  private Zoo(Path cache, Path own, Shelf shelf, Manifest manifest, Puller puller) {
    this.borrowed = new Borrowed(shelf, cache);
    this.catalogue = new Catalogue(manifest, cache, own, borrowed);
    this.puller = puller;
    this.verified = new Verified(cache.resolve(".verified"));
  }

  /** With the folder of the user's own networks as the environment says. */
  public static Zoo inEnvironment(Path cache) {
    String folder = System.getenv(FOLDER_SETTING);
    return new Zoo(cache, folder == null || folder.isBlank() ? null : Path.of(folder));
  }

  /**
   * All that can be asked for, whether their files are here or not; the user's own first. What is
   * on the shelf is not among them.
   */
  public List<String> ids() {
    return catalogue.ids();
  }

  /**
   * @throws ModelException {@code unknown-model}, {@code model-unavailable} if its description
   *     makes no sense, {@code unavailable} if the shelf cannot be reached
   */
  public ModelCard card(String id) {
    Place place = catalogue.place(id);
    Entry entry = place.entry();
    return new ModelCard(
        entry.id(),
        entry.sha256(),
        entry.license(),
        entry.layers(),
        entry.isGenerator(),
        isPresent(place));
  }

  /**
   * Whether the network's file is here, or comes by itself when it is needed; it is not looked
   * into.
   */
  public boolean isPresent(String id) {
    return isPresent(catalogue.place(id));
  }

  private static boolean isPresent(Place place) {
    return place.isShelved() || Files.isRegularFile(place.file());
  }

  /**
   * @return the network's file, its hash checked (once for each change of its length or time)
   * @throws ModelException {@code unknown-model}, {@code model-unavailable}, {@code unavailable} if
   *     the shelf cannot be reached
   */
  public Path file(String id) {
    return here(catalogue.place(id));
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
    if (place.origin() == Place.Origin.ZOO) {
      Workplace.clean(place.folder());
      if (!isRight(place, true)) {
        puller.pull(place.entry(), place.folder(), progress);
      }
    }
    return place.isShelved() ? here(place) : checked(place, true);
  }

  /**
   * Opens a network; no weight is decoded.
   *
   * @throws ModelException {@code unknown-model}, {@code model-unavailable} (also if the file
   *     cannot be understood), {@code wrong-network-kind} if it is a generator, {@code unavailable}
   *     if the shelf cannot be reached
   */
  public Network open(String id) {
    Place place = catalogue.place(id);
    Entry entry = place.entry();
    if (entry.isGenerator()) {
      throw isGenerator(id);
    }
    return new Network(
        id,
        entry.sha256(),
        looking(id, FileKinds.read(id, here(place), entry.file())),
        entry.pixels(),
        new Labels(catalogue).of(place),
        entry.layers(),
        entry.aliases());
  }

  /**
   * Opens a generator; no weight is decoded.
   *
   * @throws ModelException as {@link #open}; {@code wrong-network-kind} if it is none
   */
  public Generator generator(String id) {
    Place place = catalogue.place(id);
    Entry entry = place.entry();
    if (!entry.isGenerator()) {
      throw ModelException.wrongKind(
          "%s looks at pictures: it is no generator. One is described by its \"output\" in the place of \"input\"."
              .formatted(id));
    }
    return Generator.of(
        id, entry.sha256(), FileKinds.read(id, here(place), entry.file()), entry.pixels());
  }

  private static NetworkFile looking(String id, NetworkFile file) {
    if (file.graph().code().isPresent()) {
      throw isGenerator(id);
    }
    return file;
  }

  private static ModelException isGenerator(String id) {
    return ModelException.wrongKind(
        "%s is a generator: it makes a picture of a code and looks at none. Name it as start.generator (--generator), beside a network that looks at what it makes."
            .formatted(id));
  }

  /**
   * Opens a file of the user's own that nothing describes. It has no default layers and no names of
   * classes; its id is the one that it has on a shelf, {@code
   * mine@0123456789abcdef0123456789abcdef}: see {@link ShelfNames}.
   *
   * @param file ONNX or TensorFlow Lite, by the end of its name
   * @throws ModelException {@code model-unavailable} if it cannot be read or understood, {@code
   *     wrong-network-kind} if it is a generator
   */
  public static Network openFile(Path file, Preprocessing input) {
    return openFile(file, file.getFileName().toString(), input);
  }

  /**
   * The same for a generator.
   *
   * @param output what the numbers of its picture mean
   */
  public static Generator openGenerator(Path file, Preprocessing output) {
    return openGenerator(file, file.getFileName().toString(), output);
  }

  /** Whether a file of that name is one that {@link #openFile} may understand. */
  public static boolean isNetworkFile(String fileName) {
    return FileKinds.ending(fileName).isPresent();
  }

  static Network openFile(Path file, String fileName, Preprocessing input) {
    try {
      String sha256 = Sha256.of(file);
      String id = ShelfNames.id(fileName, sha256, input, false);
      NetworkFile read = looking(id, FileKinds.read(id, file, fileName));
      return new Network(id, sha256, read, input, List.of(), List.of(), Map.of());
    } catch (IOException e) {
      throw ModelException.unreadable(file, e);
    }
  }

  static Generator openGenerator(Path file, String fileName, Preprocessing output) {
    try {
      String sha256 = Sha256.of(file);
      String id = ShelfNames.id(fileName, sha256, output, true);
      return Generator.of(id, sha256, FileKinds.read(id, file, fileName), output);
    } catch (IOException e) {
      throw ModelException.unreadable(file, e);
    }
  }

  /** The network's file; fetched first where it lies on a shelf. */
  private Path here(Place place) {
    if (place.isShelved() && !isRight(place, false)) {
      borrowed.fetch(place);
    }
    return checked(place, false);
  }

  private Path checked(Place place, boolean anew) {
    Path file = place.file();
    if (!Files.isRegularFile(file)) {
      throw place.missing();
    }
    if (!isRight(place, anew)) {
      throw place.altered(file, place.entry().sha256());
    }
    return file;
  }

  private boolean isRight(Place place, boolean anew) {
    Path file = place.file();
    String id = place.entry().id();
    String sha256 = place.entry().sha256();
    try {
      return Files.isRegularFile(file)
          && (anew ? verified.hash(id, file, sha256) : verified.has(id, file, sha256));
    } catch (IOException e) {
      throw ModelException.unreadable(file, e);
    }
  }
}
