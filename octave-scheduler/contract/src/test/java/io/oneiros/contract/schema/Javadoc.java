package io.oneiros.contract.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the sources say of a record and its components, as plain text. */
final class Javadoc {
  private static final Path SOURCES = Path.of(System.getProperty("basedir", "."), "src/main/java");

  private final String text;

  private Javadoc(String text) {
    this.text = text;
  }

  /** Of the record's declaration; says nothing where there is none. */
  static Javadoc of(Class<?> type) {
    Class<?> top = type;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    try {
      String source = Files.readString(SOURCES.resolve(top.getName().replace('.', '/') + ".java"));
      Matcher declared =
          Pattern.compile(
                  "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s*)*(?:public )?record "
                      + type.getSimpleName()
                      + "\\(",
                  Pattern.DOTALL)
              .matcher(source);
      return new Javadoc(declared.find() ? declared.group(1) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands before the tags. */
  String of() {
    return plain(text.split("(?m)^\\s*\\*\\s*@", 2)[0]);
  }

  String of(String component) {
    Matcher tag =
        Pattern.compile(
                "@param " + component + "\\b(.*?)(?=^\\s*\\*\\s*@|\\z)",
                Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(text);
    return tag.find() ? plain(tag.group(1)) : "";
  }

  private static String plain(String javadoc) {
    return javadoc
        .replaceAll("(?m)^\\s*\\*", " ")
        .replaceAll("\\{@code ([^{}]*)}", "$1")
        .replaceAll("\\{@link #?([^{}]*)}", "$1")
        .replaceAll("<[^>]+>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
