package io.oneiros.standalone;

import io.oneiros.standalone.launch.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One system of two workers for all classes of tests that do nothing to it but dream; started for
 * the first of them, ended after the last.
 */
final class SharedSystem implements BeforeAllCallback {
  private static Dreams dreams;

  static Dreams dreams() {
    return dreams;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(SharedSystem.class))
        .computeIfAbsent(Started.class, any -> new Started());
  }

  /** Closed by JUnit with the store that it lies in. */
  private static final class Started implements AutoCloseable {
    private final Path home;

    Started() {
      try {
        home = Files.createTempDirectory("oneiros-shared");
        dreams = Dreams.start(home, Options.workers(2));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Links to what other tests use too are deleted, not followed. */
    @Override
    public void close() throws IOException {
      dreams.close();
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
