package io.oneiros.engine.zoo;

import java.io.InputStream;
import java.util.Optional;

/** Where the networks lie that were sent along, such as an object store; see {@link Shelved}. */
@FunctionalInterface
public interface Shelf {
  /**
   * Opens what lies under a key; the caller closes it.
   *
   * @return nothing if there is nothing. Whatever is thrown, here or while it is read, means that
   *     the shelf cannot be reached now.
   */
  Optional<InputStream> open(String key);
}
