package io.oneiros.engine.zoo;

/** Is told how far a pull has come. */
@FunctionalInterface
public interface Progress {
  Progress NONE = (what, done, total) -> {};

  /**
   * @param what is being done now, for people
   * @param done bytes so far
   * @param total bytes in all; 0 if it is not known
   */
  void at(String what, long done, long total);
}
