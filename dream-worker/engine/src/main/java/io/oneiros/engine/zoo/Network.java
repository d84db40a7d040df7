package io.oneiros.engine.zoo;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.graph.Channels;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.MinimumSide;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.ReceptiveField;
import io.oneiros.engine.graph.ReceptiveFields;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that has been opened: its graph, what it wants of a picture, and what its layers are
 * called. Immutable; weights are not decoded yet.
 */
public final class Network {
  /** What a classifier's {@link #scores} may be called, whatever their name. */
  public static final String LOGITS = "logits";

  private final String id;
  private final String sha256;
  private final NetworkFile file;
  private final Preprocessing preprocessing;
  private final List<String> labels;
  private final List<String> defaultLayers;
  private final Map<String, ReceptiveField> fields;
  private final Map<String, Integer> channels;
  private final Names names;

  Network(
      String id,
      String sha256,
      NetworkFile file,
      Preprocessing preprocessing,
      List<String> labels,
      List<String> defaultLayers,
      Map<String, String> aliases) {
    this.id = id;
    this.sha256 = sha256;
    this.file = file;
    this.preprocessing = preprocessing;
    this.labels = List.copyOf(labels);
    this.defaultLayers = List.copyOf(defaultLayers);
    this.fields = new LinkedHashMap<>(ReceptiveFields.of(file.graph()));
    this.fields.keySet().removeIf(name -> name.equals(file.graph().input()) || isStep(name));
    this.channels = Channels.of(file.graph());
    Map<String, String> known = new LinkedHashMap<>(aliases);
    Structure.of(file.graph()).forEach(known::putIfAbsent);
    Shorthand.of(file.graph()).forEach(known::putIfAbsent);
    this.names = new Names(fields.keySet(), known, file.synonyms());
  }

  public String id() {
    return id;
  }

  /** Of the file, in lower-case hexadecimal. */
  public String sha256() {
    return sha256;
  }

  public Graph graph() {
    return file.graph();
  }

  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** Names of the classes in the order of the network's outputs; empty if they are not known. */
  public List<String> labels() {
    return labels;
  }

  /** What to dream of when nobody names a layer; may be empty for a network of the user's own. */
  public List<String> defaultLayers() {
    return defaultLayers;
  }

  /**
   * @param name the file's name of a value, the field's, or a short form of the file's
   * @return the name of the graph's node
   * @throws ModelException {@code unknown-layer}, naming the nearest
   */
  public String layer(String name) {
    return names
        .node(name)
        .or(() -> name.equals(LOGITS) ? Optional.of(scores()) : Optional.empty())
        .orElseThrow(() -> new ModelException(ModelException.Code.UNKNOWN_LAYER, missing(name)));
  }

  /**
   * The name of the node that makes a classifier's scores, one a class, before the softmax: the
   * last one, or what that takes the softmax of. Whether they are scores of classes at all, the
   * file does not say.
   */
  public String scores() {
    Node last = graph().nodes().get(graph().nodes().size() - 1);
    return last.op() instanceof Op.Softmax ? last.inputs().get(0) : last.name();
  }

  private String missing(String name) {
    String value = file.synonyms().getOrDefault(name, name);
    boolean isComputed = graph().nodes().stream().anyMatch(node -> node.name().equals(value));
    if (isComputed && !isStep(value)) {
      return "'%s' of %s has no positions to dream at: what makes it sums over the whole picture. Take an earlier layer, such as %s."
          .formatted(name, id, last());
    }
    String why =
        file.unread().containsKey(value)
            ? "%s cannot dream of '%s': %s".formatted(id, name, file.unread().get(value))
            : "%s has no layer '%s'.".formatted(id, name);
    return "%s The nearest are %s.".formatted(why, String.join(", ", names.nearest(name)));
  }

  /** The last layer there is. */
  private String last() {
    return fields.keySet().stream()
        .reduce((earlier, later) -> later)
        .map(names::canonical)
        .orElse("none");
  }

  /**
   * What the file has but nobody can dream of, each with the reason; from the picture on, as far as
   * the file is ordered so.
   */
  public Map<String, String> unread() {
    return file.unread();
  }

  /** Whether an importer made the node of a part of an operation: it is nobody's layer. */
  private static boolean isStep(String node) {
    return node.indexOf('#') >= 0;
  }

  /**
   * @param asked names of layers; empty for the network's own default layers
   * @throws ModelException {@code unknown-layer}, also if none is asked for and there is no default
   */
  public LayerFacts facts(List<String> asked) {
    List<String> wanted = asked.isEmpty() ? defaultLayers : asked;
    if (wanted.isEmpty()) {
      throw new ModelException(
          ModelException.Code.UNKNOWN_LAYER,
          "%s has no default layer: name one, or put \"layer\" into its JSON file.".formatted(id));
    }
    List<String> nodes = wanted.stream().map(this::layer).toList();
    return new LayerFacts(
        nodes.stream().map(this::canonical).toList(),
        nodes,
        nodes.stream().map(channels::get).toList(),
        nodes.stream().mapToInt(node -> field(node).stride()).max().orElseThrow(),
        nodes.stream().mapToInt(node -> field(node).size()).max().orElseThrow(),
        MinimumSide.of(graph(), nodes));
  }

  /** Where scores have no positions, no name but this one finds them. */
  private String canonical(String node) {
    return fields.containsKey(node) ? names.canonical(node) : LOGITS;
  }

  /** What has no positions has the widest field there is: it is made of all of them. */
  private ReceptiveField field(String node) {
    return Optional.ofNullable(fields.get(node))
        .orElseGet(
            () ->
                fields.values().stream()
                    .max(Comparator.comparingInt(ReceptiveField::size))
                    .orElseThrow());
  }

  /** Every value that can be dreamed of, from the picture on. */
  public List<Layer> layers() {
    return graph().nodes().stream()
        .map(Node::name)
        .filter(fields::containsKey)
        .map(
            node ->
                new Layer(
                    names.canonical(node),
                    names.others(node),
                    channels.get(node),
                    fields.get(node).stride(),
                    fields.get(node).size()))
        .toList();
  }
}
