package io.oneiros.canvas;

import java.time.Duration;

/** Hears of every request that an {@link ObjectStore} makes, attempts that failed included. */
@FunctionalInterface
public interface S3Observer {
  S3Observer NONE = (operation, outcome, time) -> {};

  /** What is asked of the store. */
  enum Operation {
    GET,
    /** Whether an object or the bucket is there, and how long it is. */
    HEAD,
    PUT,
    DELETE,
    LIST,
    /** Any other, such as those of an upload in parts. */
    OTHER
  }

  /** What the store makes of it. */
  enum Outcome {
    DONE,
    /** There is no such object: often an answer like any other. */
    MISSING,
    REFUSED,
    /** An error of the store's own, or too many requests. */
    FAILED,
    /** No answer. */
    AWAY
  }

  /**
   * @param time until the answer began; what follows of an object's bytes is not in it
   */
  void asked(Operation operation, Outcome outcome, Duration time);
}
