package io.oneiros.gateway.intake;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.ModelCard;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.ShelfNames;
import io.oneiros.engine.zoo.Shelved;
import io.oneiros.gateway.config.LimitSettings;
import io.oneiros.gateway.config.ZooCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Networks that users send along, in the object store. What is taken in has been understood; its
 * file is stored before its description, so that what is described is there.
 */
@ApplicationScoped
public class Networks {
  private final LimitSettings limits;
  private final ObjectStore objects;
  private final ZooCatalog networks;

  Networks(LimitSettings limits, ObjectStore objects, ZooCatalog networks) {
    this.limits = limits;
    this.objects = objects;
    this.networks = networks;
  }

  /**
   * @param isNew false if the same file with the same preprocessing was there; its layers stay
   */
  public record Accepted(ModelCard card, boolean isNew) {}

  /**
   * @throws ProblemException {@code too-many-bytes}, {@code not-a-network}, {@code
   *     wrong-network-kind}, {@code unknown-layer}, {@code too-many-models}, {@code
   *     model-id-taken}; then nothing is stored
   */
  public Accepted accept(SentNetwork sent) throws IOException {
    checkSize(sent);
    Shelved network = understood(sent);
    String id = network.id();
    String file = ShelfNames.file(network.sha256());
    Optional<String> there = description(id);
    if (there.isPresent()) {
      checkSame(network, there.get());
    } else {
      checkNumber();
    }
    // A description alone may be what a deletion at the same time has left.
    boolean isNew = there.isEmpty() || !objects.exists(file);
    if (isNew) {
      objects.put(file, sent.file(), "application/octet-stream");
      byte[] description = network.description().getBytes(StandardCharsets.UTF_8);
      objects.put(ShelfNames.description(id), description, "application/json");
    }
    return new Accepted(networks.card(id), isNew);
  }

  /**
   * Whether a network's file is where all services find it: here, or for one that was sent along in
   * the object store.
   */
  public boolean isPresent(ModelCard card) {
    return ShelfNames.isId(card.id())
        ? objects.exists(ShelfNames.file(card.sha256()))
        : card.present();
  }

  public List<String> ids() {
    return ShelfNames.ids(objects.list(ShelfNames.PREFIX));
  }

  /**
   * Deletes a network, and its file where no other one has the same. Dreams that are under way go
   * on where it has been fetched.
   *
   * @throws ProblemException {@code unknown-model} if nobody has sent it along
   */
  public void delete(String id) {
    if (!ShelfNames.isId(id)) {
      networks.card(id);
      throw new ProblemException(
          ProblemCode.UNKNOWN_MODEL,
          "Nobody has sent '%s' along; only what was can be deleted.".formatted(id));
    }
    String sha256 = networks.card(id).sha256();
    objects.delete(ShelfNames.description(id));
    if (networks.cards(ids()).stream().noneMatch(other -> other.sha256().equals(sha256))) {
      objects.delete(ShelfNames.file(sha256));
    }
  }

  private void checkSize(SentNetwork sent) throws IOException {
    long bytes = Files.size(sent.file());
    if (bytes > limits.maxModelBytes()) {
      throw new ProblemException(
          new Problem(
              ProblemCode.TOO_MANY_BYTES,
              "%s has %d bytes; at most %d are taken."
                  .formatted(sent.name(), bytes, limits.maxModelBytes()),
              "oneiros.limits.max-model-bytes"));
    }
  }

  /** Two posts at a time may both be the last one: it is no exact limit. */
  private void checkNumber() {
    int kept = ids().size();
    if (kept >= limits.maxModels()) {
      throw new ProblemException(
          new Problem(
              ProblemCode.TOO_MANY_MODELS,
              "%d networks are kept, at most %d are: delete one that nobody needs."
                  .formatted(kept, limits.maxModels()),
              "oneiros.limits.max-models"));
    }
  }

  private static void checkSame(Shelved network, String there) {
    if (!network.isDescribedBy(there)) {
      throw new ProblemException(
          ProblemCode.MODEL_ID_TAKEN,
          "'%s' is another network here: send this one under another file name."
              .formatted(network.id()));
    }
  }

  private Optional<String> description(String id) throws IOException {
    try (InputStream in = objects.find(ShelfNames.description(id)).orElse(null)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Shelved understood(SentNetwork sent) {
    try {
      return sent.output().isPresent()
          ? Shelved.ofGenerator(sent.file(), sent.name(), sent.output().get())
          : Shelved.of(sent.file(), sent.name(), sent.input().orElseThrow(), sent.layers());
    } catch (ModelException e) {
      throw new ProblemException(
          e.code() == ModelException.Code.MODEL_UNAVAILABLE
              ? ProblemCode.NOT_A_NETWORK
              : ProblemCode.of(e.code().toString()),
          // Where it lies here is nobody's business.
          e.getMessage().replace(sent.file().toString(), sent.name()));
    }
  }
}
