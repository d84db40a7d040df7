package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.onnx.Value.Known;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How much a file may compute of its constants: time and memory stay in proportion to the file,
 * however its constants are made of one another. Short ones are worked out once, while the file is
 * read; of the others it is counted how often their parts are computed again.
 */
final class Allowance {
  /** Numbers of a constant that is worked out while the file is read. */
  static final int MAX_FOLDED = 1 << 12;

  /** Of such constants together, which are kept. */
  private static final long MAX_KEPT = 1 << 20;

  /** Constants on the way from the file's to one that is computed: each asks the next. */
  private static final int MAX_DEPTH = 64;

  /** Numbers that are computed for each byte of the file; and what a short file has. */
  private static final int WORK_PER_BYTE = 16;

  private static final int MIN_BYTES = 1 << 16;

  private final long bytes;
  private long work;
  private long kept;

  Allowance(long bytes) {
    this.bytes = Math.max(bytes, MIN_BYTES);
  }

  /** A constant that is computed of the operator's inputs. */
  Known computed(Call call, List<Integer> shape, Supplier<float[]> values) {
    call.checkRank(shape.size());
    Parameter result = new Parameter(shape, values);
    long numbers = result.size();
    if (numbers > bytes) {
      throw call.unsupported("a constant of the shape %s is no part of the file".formatted(shape));
    }
    List<Known> parts =
        call.inputs().stream()
            .flatMap(Optional::stream)
            .filter(Known.class::isInstance)
            .map(Known.class::cast)
            .toList();
    long needed = Math.max(1, numbers) + parts.stream().mapToLong(Known::work).sum();
    int depth = 1 + parts.stream().mapToInt(Known::depth).max().orElse(0);
    if (depth > MAX_DEPTH) {
      throw call.unsupported(
          "constants are made of one another %s times; at most %s are read"
              .formatted(depth, MAX_DEPTH));
    }
    if (work + needed > WORK_PER_BYTE * bytes) {
      throw call.unsupported(
          "the file's constants take %s numbers to compute; at most %s are, %s a byte of the file"
              .formatted(work + needed, WORK_PER_BYTE * bytes, WORK_PER_BYTE));
    }
    work += needed;
    return numbers <= MAX_FOLDED
        ? folded(call, result)
        : new Known(new Parameter(shape, new Lazily.Hashed(values)), needed, depth);
  }

  private Known folded(Call call, Parameter result) {
    if (kept + result.size() > MAX_KEPT) {
      throw call.unsupported(
          "the file's short constants have %s numbers; at most %s are kept"
              .formatted(kept + result.size(), MAX_KEPT));
    }
    kept += result.size();
    return new Known(new Parameter(result.shape(), new Lazily.Given(result.floats())));
  }
}
