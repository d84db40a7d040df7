package io.oneiros.gateway.problem;

/** A request that HTTP allows and we cannot use: a missing part, a parameter out of range. */
public final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param detail one sentence that names the value and what to do instead
   */
  public BadRequest(String detail) {
    super(detail);
  }
}
