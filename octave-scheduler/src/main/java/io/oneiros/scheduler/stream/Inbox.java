package io.oneiros.scheduler.stream;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.spec.SpecReader;
import io.oneiros.scheduler.job.JobMachine;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads what comes in; what cannot be read becomes a dead letter. What it lets in is far smaller
 * than Kafka lets a message be, for states, snapshots and events repeat it: one that Kafka does not
 * take would stop its scheduler, and the next one, for good.
 */
final class Inbox {
  /** Of a request, in bytes. Gateways take specs of 64 KiB. */
  static final int LONGEST_REQUEST = 128 << 10;

  /** Of any text in a message, in characters: names, keys, what went wrong. */
  static final int LONGEST_TEXT = 16 << 10;

  /** Of the key of a dead letter, which its headers repeat. */
  private static final int LONGEST_KEY = 256;

  private static final ObjectMapper MAPPER =
      Json.mapper(StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build());

  private Inbox() {}

  /**
   * A spec's fields are all known, or it is not read: whoever asks by Kafka mistypes a name like
   * anyone else, and would get another dream. A scheduler that is older than who asks could not do
   * what it does not know either.
   *
   * @param key the dream's id: it decides which partition, and so which scheduler, has the dream
   * @throws IllegalArgumentException saying what is wrong with it
   * @throws ProblemException {@code invalid-spec}
   */
  static Request request(String key, byte[] value) {
    if (value != null && value.length > LONGEST_REQUEST) {
      throw new IllegalArgumentException(
          "it has %d bytes; a request has %d at most".formatted(value.length, LONGEST_REQUEST));
    }
    Request request = read(Request.class, value);
    if (request.dream() == null || !request.dream().equals(key)) {
      throw new IllegalArgumentException(
          "the key is '%s', the dream '%s': both must be the dream's id"
              .formatted(key, request.dream()));
    }
    if (request instanceof Request.DreamRequested) {
      SpecReader.requireKnownFields(read(JsonNode.class, value));
    }
    return request;
  }

  /**
   * @return nothing for a kind that this version does not know: while versions change, newer
   *     workers and storage may say more than is understood, and nobody waits for that
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Optional<Result> result(byte[] value) {
    try {
      Result result = read(Result.class, value);
      Required.check(result);
      return Optional.of(result);
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof InvalidTypeIdException kind && kind.getTypeId() != null) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static DeadLetter deadLetter(String topic, byte[] value, RuntimeException why) {
    ProblemCode code =
        why instanceof ProblemException known
            ? known.problem().code()
            : ProblemCode.INVALID_MESSAGE;
    Problem problem =
        Problem.of(
            code, "A message on %s could not be handled: %s".formatted(topic, why.getMessage()));
    return DeadLetter.of(topic, value, JobMachine.NAME, problem);
  }

  /** Of the letter about a message with that key, which may be any, or null. */
  static String letterKey(String topic, String key) {
    String shown = key == null ? topic : key;
    return shown.substring(0, Math.min(shown.length(), LONGEST_KEY));
  }

  private static <T> T read(Class<T> type, byte[] value) {
    if (value == null) {
      throw new IllegalArgumentException("it is empty");
    }
    try {
      T message = MAPPER.readValue(value, type);
      if (message == null) {
        throw new IllegalArgumentException("it is null");
      }
      return message;
    } catch (IOException e) {
      throw new IllegalArgumentException(Json.why(e), e);
    }
  }
}
