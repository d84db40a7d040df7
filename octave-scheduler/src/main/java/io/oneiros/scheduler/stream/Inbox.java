package io.oneiros.scheduler.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.scheduler.job.JobMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads what comes in; what cannot be read becomes a dead letter. */
final class Inbox {
  private Inbox() {}

  /**
   * @param key the dream's id: it decides which partition, and so which scheduler, has the dream
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Request request(String key, byte[] value) {
    Request request = read(Request.class, value);
    if (request.dream() == null || !request.dream().equals(key)) {
      throw new IllegalArgumentException(
          "the key is '%s', the dream '%s': both must be the dream's id"
              .formatted(key, request.dream()));
    }
    return request;
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Result result(byte[] value) {
    Result result = read(Result.class, value);
    if (result instanceof Result.OfTask answer && answer.task() == null) {
      throw new IllegalArgumentException("it names no task");
    }
    return result;
  }

  static DeadLetter deadLetter(String topic, byte[] value, RuntimeException why) {
    Problem problem =
        Problem.of(
            ProblemCode.INTERNAL,
            "A message on %s could not be handled: %s".formatted(topic, why.getMessage()));
    return new DeadLetter(topic, whole(value), JobMachine.NAME, problem);
  }

  private static <T> T read(Class<T> type, byte[] value) {
    if (value == null) {
      throw new IllegalArgumentException("it is empty");
    }
    try {
      T message = Json.read(type, value);
      if (message == null) {
        throw new IllegalArgumentException("it is null");
      }
      return message;
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    }
  }

  private static JsonNode whole(byte[] value) {
    if (value == null) {
      return null;
    }
    try {
      return Json.MAPPER.readTree(value);
    } catch (IOException e) {
      return new TextNode(new String(value, StandardCharsets.UTF_8));
    }
  }
}
