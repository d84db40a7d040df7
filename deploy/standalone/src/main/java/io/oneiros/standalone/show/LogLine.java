package io.oneiros.standalone.show;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a log, without what tools for clusters put before it: {@code [pod/POD/CONTAINER] } of
 * {@code kubectl logs --prefix}, {@code NAME | } of {@code docker compose logs}, and after either
 * or alone the time that {@code --timestamps} adds, in RFC 3339.
 *
 * @param source the pod, or compose's name of the container; else what the whole log is called
 */
record LogLine(String source, String text) {
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:\\[pod/([^/\\]\\s]+)/[^/\\]\\s]+] |([A-Za-z0-9][\\w.-]*) *\\| )?"
              + "(?:\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)(?: |$))?");

  /**
   * @param log what the whole log is called
   */
  static LogLine of(String log, String line) {
    Matcher before = BEFORE.matcher(line);
    before.lookingAt();
    String pod = before.group(1);
    String named = pod == null ? before.group(2) : pod;
    return new LogLine(named == null ? log : named, line.substring(before.end()));
  }
}
