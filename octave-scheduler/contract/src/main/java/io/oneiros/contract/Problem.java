package io.oneiros.contract;

/**
 * Something that is wrong, told so that it can be mended.
 *
 * @param code stable; more may come, and whoever does not know one takes it for {@code internal}
 * @param detail one sentence that names the value, the limit and what to do instead
 * @param setting the setting that moves the limit, or null
 */
public record Problem(ProblemCode code, String detail, @Nullable String setting) {
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, null);
  }
}
