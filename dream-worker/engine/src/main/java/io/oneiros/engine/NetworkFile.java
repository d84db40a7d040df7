package io.oneiros.engine;

import io.oneiros.engine.graph.Graph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a network's file says.
 *
 * @param graph of all that can be computed
 * @param synonyms other names in the file, each of a node of the graph or of what is unread
 * @param unread values that cannot be computed, each with the reason
 */
public record NetworkFile(Graph graph, Map<String, String> synonyms, Map<String, String> unread) {
  public NetworkFile {
    synonyms = Map.copyOf(synonyms);
    // In the file's order: the first is what the others lie behind.
    unread = Collections.unmodifiableMap(new LinkedHashMap<>(unread));
  }
}
