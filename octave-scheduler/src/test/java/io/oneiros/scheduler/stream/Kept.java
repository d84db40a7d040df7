package io.oneiros.scheduler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.scheduler.job.DreamState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A store that one dream lies in, page by page, as in the scheduler's. */
public final class Kept {
  private final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(DreamProcessor.STORE),
              Serdes.String(),
              Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final Pages pages = new Pages(store);
  private DreamState written;

  public Kept() {
    store.init(new MockProcessorContext<String, byte[]>().getStateStoreContext(), store);
  }

  /**
   * Writes what has changed since the state before.
   *
   * @param state null to forget the dream
   * @return what is read then
   * @throws AssertionError if that is another state, but for the order of tiles and work
   */
  public DreamState put(String id, DreamState state) {
    pages.write(id, written, state);
    written = state;
    List<DreamState> read = new ArrayList<>();
    pages.each((dream, head, bundle) -> read.add(bundle.read(head)));
    assertThat(read).hasSize(state == null ? 0 : 1);
    if (state == null) {
      return null;
    }
    assertThat(inOrder(read.get(0))).isEqualTo(inOrder(state));
    return read.get(0);
  }

  private static DreamState inOrder(DreamState state) {
    return state.with(
        state.tiles().stream().sorted(Comparator.comparing(tile -> tile.index())).toList(),
        state.open().stream().sorted(Comparator.comparing(work -> work.id().toString())).toList(),
        state.tileMeans());
  }
}
