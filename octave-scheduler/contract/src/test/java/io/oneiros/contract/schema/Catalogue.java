package io.oneiros.contract.schema;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.oneiros.contract.CloudEvent;
import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.DreamEvent;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Request;
import io.oneiros.contract.Result;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TileTask;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every message of the system. */
final class Catalogue {
  /**
   * @param declared what its topic carries
   * @param type the record itself
   * @param word its {@code type} property; null where the topic carries one kind only
   */
  record Message(Class<?> declared, Class<?> type, String word) {
    /** Also the name of its schema's file: {@code tile-dreamed}. */
    String name() {
      String event = CloudEvent.type(type);
      return event.substring("io.oneiros.".length(), event.lastIndexOf('.'));
    }
  }

  static final List<Message> ALL =
      Stream.of(
              Request.class,
              TileTask.class,
              StorageTask.class,
              Result.class,
              DreamSnapshot.class,
              DreamEvent.class,
              DeadLetter.class)
          .flatMap(declared -> of(declared).stream())
          .collect(Collectors.toUnmodifiableList());

  private Catalogue() {}

  static List<Message> of(Class<?> declared) {
    JsonSubTypes kinds = declared.getAnnotation(JsonSubTypes.class);
    return kinds == null
        ? List.of(new Message(declared, declared, null))
        : Arrays.stream(kinds.value())
            .map(kind -> new Message(declared, kind.value(), kind.name()))
            .toList();
  }
}
