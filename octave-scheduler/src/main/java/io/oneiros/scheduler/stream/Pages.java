package io.oneiros.scheduler.stream;

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
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How a dream lies in the store, as JSON: its state under its id, but for what grows with the
 * picture, of which each tile and each piece of open work has a page of its own. So the answer to
 * one of thousands of tiles writes three small pages.
 */
final class Pages {
  private static final String TILES = "/tiles/";
  private static final String OPEN = "/open/";

  /** What follows a slash: keys of a dream's pages lie between its id with one and with this. */
  private static final char PAST_SLASH = '/' + 1;

  private final KeyValueStore<String, byte[]> store;

  Pages(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /**
   * The pages of one dream, as they lie there.
   *
   * @param head the state, without what lies on other pages
   */
  record Bundle(byte[] head, List<byte[]> tiles, List<byte[]> open) {
    /**
     * @throws java.io.UncheckedIOException if a page cannot be read
     */
    DreamState read() {
      DreamState state = Json.read(DreamState.class, head);
      // An older scheduler wrote all of it here.
      List<AcceptedTile> allTiles = new ArrayList<>(state.tiles());
      tiles.forEach(page -> allTiles.add(Json.read(AcceptedTile.class, page)));
      List<OpenWork> allOpen = new ArrayList<>(state.open());
      open.forEach(page -> allOpen.add(Json.read(OpenWork.class, page)));
      return state.with(allTiles, allOpen);
    }
  }

  /** All dreams that there are, by id. */
  Map<String, Bundle> all() {
    Map<String, Bundle> all = new TreeMap<>();
    // A head lies before its pages.
    try (KeyValueIterator<String, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<String, byte[]> entry = entries.next();
        int slash = entry.key.indexOf('/');
        if (slash < 0) {
          all.put(entry.key, new Bundle(entry.value, new ArrayList<>(), new ArrayList<>()));
        } else {
          Bundle bundle = all.get(entry.key.substring(0, slash));
          (entry.key.startsWith(TILES, slash) ? bundle.tiles() : bundle.open()).add(entry.value);
        }
      }
    }
    return all;
  }

  /** A dream of which nothing is open; null if it is not known. */
  Bundle settled(String id) {
    byte[] head = store.get(id);
    return head == null ? null : new Bundle(head, List.of(), List.of());
  }

  /**
   * Writes what has changed.
   *
   * @param before the state as it was written last; null if it was not
   * @param after null to take the dream out
   */
  void write(String id, DreamState before, DreamState after) {
    List<AcceptedTile> noTiles = List.of();
    List<OpenWork> noWork = List.of();
    change(
        before == null ? noTiles : before.tiles(),
        after == null ? noTiles : after.tiles(),
        AcceptedTile.class,
        tile -> id + TILES + padded(tile.index()));
    change(
        before == null ? noWork : before.open(),
        after == null ? noWork : after.open(),
        OpenWork.class,
        work -> id + OPEN + key(work.id()));
    store.put(id, after == null ? null : Json.write(DreamState.class, after.with(noTiles, noWork)));
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

  /** Takes out all pages of a dream, also those that nobody can read. */
  void clear(String id) {
    List<String> keys = new ArrayList<>(List.of(id));
    try (KeyValueIterator<String, byte[]> pages = store.range(id + '/', id + PAST_SLASH)) {
      pages.forEachRemaining(page -> keys.add(page.key));
    }
    keys.forEach(store::delete);
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
