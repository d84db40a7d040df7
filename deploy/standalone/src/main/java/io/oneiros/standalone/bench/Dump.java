package io.oneiros.standalone.bench;

import com.google.gson.Gson;
import io.oneiros.engine.graph.FoldScales;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.graph.Prune;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a network down for {@code eager.py}: {@code graph.json}, and the weights as little-endian
 * floats in {@code weights.bin}. Others get what the file says, but that whoever tunes by hand
 * folds batch normalisations into their convolutions.
 */
final class Dump implements AutoCloseable {
  private final DataOutputStream weights;
  private long written;

  private Dump(OutputStream weights) {
    this.weights = new DataOutputStream(weights);
  }

  /**
   * @return the folder
   */
  static Path write(Subject subject, boolean tuned, Path folder) throws IOException {
    Files.createDirectories(folder);
    Graph pruned = Prune.to(subject.graph(), subject.nodes());
    Graph graph = tuned ? FoldScales.in(pruned, subject.nodes()) : pruned;
    List<Map<String, Object>> nodes = new ArrayList<>();
    try (Dump dump =
        new Dump(new BufferedOutputStream(Files.newOutputStream(folder.resolve("weights.bin"))))) {
      for (Node node : graph.nodes()) {
        nodes.add(dump.node(node));
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("input", graph.input());
    all.put("targets", subject.nodes());
    all.put("bgr", subject.preprocessing().bgr());
    all.put("mean", subject.preprocessing().mean());
    all.put("std", subject.preprocessing().std());
    all.put("nodes", nodes);
    Files.writeString(folder.resolve("graph.json"), new Gson().toJson(all));
    return folder;
  }

  private Map<String, Object> node(Node node) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    Op op = node.op();
    json.put("name", node.name());
    json.put("op", op.getClass().getSimpleName());
    json.put("inputs", node.inputs());
    if (op instanceof Op.Conv conv) {
      json.put("weight", tensor(conv.weight()));
      json.put("bias", conv.bias() == null ? null : tensor(conv.bias()));
      json.put("groups", conv.groups());
      window(json, conv.window(), conv.padding());
    } else if (op instanceof Op.MaxPool pool) {
      window(json, pool.window(), pool.padding());
    } else if (op instanceof Op.AveragePool pool) {
      window(json, pool.window(), pool.padding());
      json.put("counts", pool.countPadding());
    } else if (op instanceof Op.Scale scale) {
      json.put("factor", tensor(scale.factor()));
      json.put("shift", tensor(scale.shift()));
    } else if (op instanceof Op.Arithmetic arithmetic) {
      json.put("sign", arithmetic.sign().name());
    } else if (op instanceof Op.Pointwise pointwise) {
      json.put("function", pointwise.function().name());
      json.put("a", pointwise.a());
    } else if (op instanceof Op.Pad pad) {
      json.put("padding", sides(pad.padding()));
    }
    return json;
  }

  private static void window(Map<String, Object> json, Window w, Padding padding) {
    json.put("kernel", List.of(w.height(), w.width()));
    json.put("stride", List.of(w.strideY(), w.strideX()));
    json.put("dilation", List.of(w.dilationY(), w.dilationX()));
    json.put("padding", padding instanceof Padding.Explicit p ? sides(p) : "same");
  }

  private static List<Integer> sides(Padding.Explicit p) {
    return List.of(p.left(), p.right(), p.top(), p.bottom());
  }

  private Map<String, Object> tensor(Parameter parameter) throws IOException {
    float[] values = parameter.floats();
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    weights.write(bytes.array());
    long at = written;
    written += values.length;
    return Map.of("at", at, "shape", parameter.shape());
  }

  @Override
  public void close() throws IOException {
    weights.close();
  }
}
