package io.oneiros.engine.zoo;

import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values were called before an exporter numbered them. Caffe computes in place, so that {@code
 * conv1/7x7_s2} is first the convolution and then its ReLU; converted, these are {@code
 * conv1/7x7_s2_1} and {@code conv1/7x7_s2_2}, and the plain name means the last. PyTorch calls the
 * first output of {@code /conv1/Conv} {@code /conv1/Conv_output_0}.
 */
final class Shorthand {
  private static final Pattern NUMBERED = Pattern.compile("(.+?)(?:_output)?_(\\d{1,4})");

  private Shorthand() {}

  /** Nodes by their plain names, where a plain name means one node and is none itself. */
  static Map<String, String> of(Graph graph) {
    Map<String, List<Node>> numbered = new LinkedHashMap<>();
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      nodes.put(node.name(), node);
      Matcher matcher = NUMBERED.matcher(node.name());
      if (matcher.matches()) {
        numbered.computeIfAbsent(matcher.group(1), name -> new ArrayList<>()).add(node);
      }
    }
    Map<String, String> plain = new LinkedHashMap<>();
    numbered.forEach(
        (name, same) -> {
          if (!nodes.containsKey(name) && isOneInPlace(same)) {
            plain.put(name, same.get(same.size() - 1).name());
          }
        });
    return plain;
  }

  /** Whether each is made of the one before; a lone one must have been the first. */
  private static boolean isOneInPlace(List<Node> nodes) {
    String first = nodes.get(0).name();
    if (nodes.size() == 1) {
      return first.endsWith("_1") || first.endsWith("_output_0");
    }
    for (int i = 1; i < nodes.size(); i++) {
      if (!nodes.get(i).inputs().contains(nodes.get(i - 1).name())) {
        return false;
      }
    }
    return true;
  }
}
