package io.oneiros.scheduler.stream;

import com.fasterxml.jackson.core.type.TypeReference;
import io.oneiros.contract.Json;
import io.oneiros.contract.TaskId;
import io.oneiros.scheduler.job.AcceptedTile;
import io.oneiros.scheduler.job.DreamState;
import io.oneiros.scheduler.job.OpenWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How a dream lies in the store, as JSON: its state under its id, and under {@code /ID/...} what
 * grows with the picture, a page for each tile and each piece of open work, and one for the means
 * of the tiles before. So the answer to one of thousands of tiles writes little.
 */
final class Pages {
  private static final String TILES = "tiles/";
  private static final String OPEN = "open/";
  private static final String MEANS = "means";

  private static final StringSerializer SERIALIZER = new StringSerializer();
  private static final TypeReference<List<Double>> NUMBERS = new TypeReference<>() {};

  private final KeyValueStore<String, byte[]> store;

  Pages(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** What lies beside the state of a dream, by key, in order. */
  record Bundle(String id, SortedMap<String, byte[]> pages) {
    static Bundle empty(String id) {
      return new Bundle(id, new TreeMap<>());
    }

    /**
     * @param head what lies under the id
     * @throws RuntimeException if it, or a page, cannot be read
     */
    DreamState read(byte[] head) {
      DreamState state = Json.read(DreamState.class, head);
      // An older scheduler wrote all of it there.
      List<AcceptedTile> tiles = new ArrayList<>(state.tiles());
      List<OpenWork> open = new ArrayList<>(state.open());
      List<Double> means = new ArrayList<>(state.tileMeans());
      pages.forEach(
          (key, page) -> {
            String name = key.substring(prefix(id).length());
            if (name.startsWith(TILES)) {
              tiles.add(Json.read(AcceptedTile.class, page));
            } else if (name.startsWith(OPEN)) {
              open.add(Json.read(OpenWork.class, page));
            } else {
              means.addAll(Json.read(NUMBERS, page));
            }
          });
      return state.with(tiles, open, means);
    }
  }

  /** What is told of each dream. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param head what lies under the id; null where that is not there, but pages are
     */
    void read(String id, byte[] head, Bundle bundle);
  }

  /** All dreams that there are, one after the other: those that have ended may be many. */
  void each(Reader reader) {
    Map<String, Bundle> bundles = new TreeMap<>();
    try (KeyValueIterator<String, byte[]> pages = store.prefixScan("/", SERIALIZER)) {
      while (pages.hasNext()) {
        KeyValue<String, byte[]> page = pages.next();
        String id = page.key.substring(1, page.key.indexOf('/', 1));
        bundles.computeIfAbsent(id, Bundle::empty).pages().put(page.key, page.value);
      }
    }
    try (KeyValueIterator<String, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<String, byte[]> entry = entries.next();
        if (!entry.key.startsWith("/")) {
          Bundle bundle = bundles.remove(entry.key);
          reader.read(entry.key, entry.value, bundle == null ? Bundle.empty(entry.key) : bundle);
        }
      }
    }
    bundles.forEach((id, bundle) -> reader.read(id, null, bundle));
  }

  /** What lies under a dream's id; of one that is settled that is all. Null if there is nothing. */
  byte[] head(String id) {
    return store.get(id);
  }

  /**
   * Writes what has changed.
   *
   * @param before the state as it was written last; null if it was not
   * @param after null to take the dream out
   */
  void write(String id, DreamState before, DreamState after) {
    change(
        before == null ? List.of() : before.tiles(),
        after == null ? List.of() : after.tiles(),
        AcceptedTile.class,
        tile -> prefix(id) + TILES + padded(tile.index()));
    change(
        before == null ? List.of() : before.open(),
        after == null ? List.of() : after.open(),
        OpenWork.class,
        work -> prefix(id) + OPEN + key(work.id()));
    List<Double> means = after == null ? List.of() : after.tileMeans();
    if (!means.equals(before == null ? List.of() : before.tileMeans())) {
      store.put(prefix(id) + MEANS, means.isEmpty() ? null : Json.write(List.class, means));
    }
    store.put(
        id,
        after == null
            ? null
            : Json.write(DreamState.class, after.with(List.of(), List.of(), List.of())));
  }

  /** What stays the same is the same object: a change of one of thousands compares references. */
  private <T> void change(List<T> before, List<T> after, Class<T> type, Function<T, String> key) {
    Set<T> kept = identities(after);
    before.stream().filter(page -> !kept.contains(page)).forEach(p -> store.delete(key.apply(p)));
    Set<T> there = identities(before);
    after.stream()
        .filter(page -> !there.contains(page))
        .forEach(page -> store.put(key.apply(page), Json.write(type, page)));
  }

  private static <T> Set<T> identities(Collection<T> of) {
    Set<T> set = Collections.newSetFromMap(new IdentityHashMap<>(of.size()));
    set.addAll(of);
    return set;
  }

  /** Takes out all that there is of a dream, also what nobody can read. */
  void clear(String id) {
    List<String> keys = new ArrayList<>(List.of(id));
    try (KeyValueIterator<String, byte[]> pages = store.prefixScan(prefix(id), SERIALIZER)) {
      pages.forEachRemaining(page -> keys.add(page.key));
    }
    keys.forEach(store::delete);
  }

  /** No id has a slash. */
  private static String prefix(String id) {
    return "/" + id + "/";
  }

  /** Work of a dream in its order. */
  private static String key(TaskId task) {
    return "%s/%s/%s/%s"
        .formatted(padded(task.octave()), padded(task.round()), task.kind(), padded(task.index()));
  }

  private static String padded(int number) {
    return "%08d".formatted(number);
  }
}
