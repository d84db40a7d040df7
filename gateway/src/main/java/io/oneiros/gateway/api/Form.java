package io.oneiros.gateway.api;

import io.oneiros.gateway.problem.BadRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/** A multipart form of which each part is there once at most, and none that nobody asked for. */
record Form(Map<String, Collection<FormValue>> parts) {
  /**
   * @param names of all parts that there may be
   * @throws BadRequest naming the part that is wrong
   */
  static Form of(Map<String, Collection<FormValue>> parts, List<String> names) {
    parts.forEach(
        (name, values) -> {
          if (!names.contains(name)) {
            throw new BadRequest(
                "There is no part '%s'; the parts are %s."
                    .formatted(
                        name,
                        names.stream().map("'%s'"::formatted).collect(Collectors.joining(", "))));
          }
          if (values.size() > 1) {
            throw new BadRequest(
                "The form has %d parts '%s'; one is taken.".formatted(values.size(), name));
          }
        });
    return new Form(parts);
  }

  Optional<FormValue> part(String name) {
    return parts.getOrDefault(name, List.of()).stream().findFirst();
  }

  /**
   * @param example of how to send it
   * @throws BadRequest if it is not there
   */
  FormValue file(String name, String example) {
    return part(name)
        .filter(FormValue::isFileItem)
        .orElseThrow(
            () ->
                new BadRequest(
                    "The form needs one part '%s' with a file in it, such as %s."
                        .formatted(name, example)));
  }
}
