package io.oneiros.engine.zoo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that nodes answer to. In order of precedence: the file's name, the field's alias, the
 * end of the file's name ({@code Mixed_6b/concat}), and that less its last part ({@code Mixed_6b});
 * a short form counts only where it means one node.
 */
final class Names {
  private static final int NEAREST = 3;
  private static final int MAX_PARTS = 16;
  private static final int MAX_COMPARED = 200;

  private final Set<String> nodes;

  /** Nodes by alias, in the manifest's order. */
  private final Map<String, String> aliases;

  /** Nodes by other names in the file, which nobody needs to be told. */
  private final Map<String, String> synonyms;

  Names(Iterable<String> nodes, Map<String, String> aliases, Map<String, String> synonyms) {
    this.nodes = new LinkedHashSet<>();
    nodes.forEach(this.nodes::add);
    this.aliases = new LinkedHashMap<>(aliases);
    this.aliases.values().retainAll(this.nodes);
    this.synonyms = new LinkedHashMap<>(synonyms);
    this.synonyms.values().retainAll(this.nodes);
  }

  Optional<String> node(String name) {
    if (nodes.contains(name)) {
      return Optional.of(name);
    }
    if (aliases.containsKey(name)) {
      return Optional.of(aliases.get(name));
    }
    if (synonyms.containsKey(name)) {
      return Optional.of(synonyms.get(name));
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String end = "/" + name;
    List<String> meant = nodes.stream().filter(node -> node.endsWith(end)).toList();
    if (meant.isEmpty()) {
      meant = nodes.stream().filter(node -> ("/" + parent(node)).endsWith(end)).toList();
    }
    return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
  }

  /** The alias of a node if it has one, else its own name. */
  String canonical(String node) {
    return aliasesOf(node).stream().findFirst().orElse(node);
  }

  /** A node's names other than the canonical one. */
  List<String> others(String node) {
    List<String> names = new ArrayList<>(aliasesOf(node));
    names.add(node);
    return names.subList(1, names.size());
  }

  /** The names most like one that is unknown, at most one for each node. */
  List<String> nearest(String unknown) {
    String name = unknown.substring(0, Math.min(MAX_COMPARED, unknown.length()));
    record Near(String form, int distance) {}
    Set<String> seen = new HashSet<>();
    return nodes.stream()
        .flatMap(node -> forms(node).stream())
        .distinct()
        .map(form -> new Near(form, Levenshtein.distance(name, form)))
        .sorted(Comparator.comparingInt(Near::distance))
        .filter(near -> node(near.form()).filter(seen::add).isPresent())
        .limit(NEAREST)
        .map(Near::form)
        .toList();
  }

  /** All that could be said for a node, though it may mean another or several. */
  private List<String> forms(String node) {
    List<String> forms = new ArrayList<>(aliasesOf(node));
    String tail = node;
    for (int parts = 0; parts < MAX_PARTS; parts++) {
      forms.add(tail);
      forms.add(parent(tail));
      int cut = tail.indexOf('/');
      if (cut < 0) {
        break;
      }
      tail = tail.substring(cut + 1);
    }
    return forms;
  }

  private List<String> aliasesOf(String node) {
    return aliases.entrySet().stream()
        .filter(alias -> alias.getValue().equals(node))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }
}
