package io.oneiros.engine.script;

import io.oneiros.engine.graph.Chw;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.graph.Shapes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much native memory a gradient takes at its peak, in bytes, PyTorch's own code not counted.
 *
 * <p>For a program it is read off its lines: a variable lives from the one that makes it to the
 * last that mentions it, and what the way there returns lives on. What that leaves out (what an
 * expression holds until it is whole, oneDNN's scratch pads) was measured. It is what is in use:
 * allocators that are slow to give back, glibc's above all, keep up to half as much again.
 */
public final class Memory {
  /** A variable that holds a tensor; roots are no larger than what they are of. */
  private static final Pattern VARIABLE = Pattern.compile("\\b([agdir])(\\d+)\\b");

  /**
   * Of a program; with GoogLeNet, Inception v3 and ResNet-50 at 256 to 1024 pixels 1.05 to 1.11.
   */
  private static final double EXPRESSIONS = 1.08;

  /**
   * Measured likewise, 32 to 66 MB: stacks of threads, code that oneDNN writes, what else checks an
   * executor at its start.
   */
  private static final long FIXED = 46L << 20;

  private final Map<String, Long> bytes = new HashMap<>();

  private Memory() {}

  /**
   * @param graph the program's, with explicit paddings
   * @param height of the picture in pixels
   * @param width of the picture in pixels
   * @param back what gradients are computed in
   */
  public static long of(
      Program program, Graph graph, List<String> targets, int height, int width, Precision back) {
    Memory memory = new Memory();
    Map<String, Chw> shapes = Shapes.of(graph, height, width);
    memory.size(0, shapes.get(graph.input()), back);
    int number = 0;
    for (Step step : Step.of(graph, targets)) {
      memory.size(++number, shapes.get(step.result()), back);
    }
    return fixed(graph)
        + Math.round(EXPRESSIONS * (weights(program) + memory.peak(program.source())));
  }

  /**
   * Of automatic differentiation: it keeps every value until the way back has passed it, and there
   * is the gradient of the largest and what it is added to.
   *
   * @param height of the picture in pixels
   * @param width of the picture in pixels
   */
  public static long ofPlain(Graph graph, int height, int width) {
    Map<String, Chw> shapes = Shapes.of(graph, height, width);
    Set<Parameter> weights = new HashSet<>();
    long values = 0;
    long largest = 0;
    for (Node node : graph.nodes()) {
      long numbers = numbers(shapes.get(node.name()));
      values += numbers * Float.BYTES;
      if (node.op() instanceof Op.MaxPool) {
        values += numbers * Long.BYTES;
      }
      if (node.op() instanceof Op.Conv conv) {
        weights.add(conv.weight());
      }
      largest = Math.max(largest, numbers * Float.BYTES);
    }
    return fixed(graph)
        + weights.stream().mapToLong(Parameter::size).sum() * Float.BYTES
        + values
        + 2 * largest;
  }

  /** Also the largest kernel once more: oneDNN puts each in an order of its own while it runs. */
  private static long fixed(Graph graph) {
    return FIXED
        + graph.nodes().stream()
                .mapToLong(node -> node.op() instanceof Op.Conv conv ? conv.weight().size() : 0)
                .max()
                .orElse(0)
            * Float.BYTES;
  }

  private void size(int number, Chw shape, Precision back) {
    long values = numbers(shape);
    bytes.put("a" + number, values * Float.BYTES);
    bytes.put("r" + number, values * Float.BYTES);
    bytes.put("g" + number, values * back.bytes());
    bytes.put("d" + number, values * back.bytes());
    bytes.put("i" + number, values * Long.BYTES);
  }

  private static long numbers(Chw shape) {
    return Math.multiplyExact(
        (long) shape.channels(), Math.multiplyExact((long) shape.height(), shape.width()));
  }

  private static long weights(Program program) {
    long sum = 0;
    for (Program.Weight weight : program.weights()) {
      if (weight instanceof Program.Weight.PerChannel numbers) {
        sum += numbers.parameter().size() * numbers.precision().bytes();
      } else if (weight instanceof Program.Weight.OfConvolution its
          && its.form() != Program.Form.BIAS) {
        sum += its.convolution().weight().size() * its.precision().bytes();
      }
    }
    return sum;
  }

  private long peak(String source) {
    String[] methods = source.split("\n {2}def ");
    long there = peak(methods[0].split("\n"), Set.of());
    // What the way there ends with is what the way back begins with.
    String returned = methods[0].substring(methods[0].lastIndexOf("return"));
    long back = peak(methods[1].split("\n"), variables(returned));
    return Math.max(there, back);
  }

  private long peak(String[] lines, Set<String> before) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < lines.length; i++) {
      for (String variable : variables(lines[i])) {
        last.put(variable, i);
      }
    }
    Set<String> alive = new HashSet<>(before);
    long peak = 0;
    for (int i = 0; i < lines.length; i++) {
      alive.addAll(variables(lines[i]));
      peak = Math.max(peak, alive.stream().mapToLong(v -> bytes.getOrDefault(v, 0L)).sum());
      int line = i;
      alive.removeIf(variable -> last.getOrDefault(variable, -1) <= line);
    }
    return peak;
  }

  private static Set<String> variables(String text) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}
