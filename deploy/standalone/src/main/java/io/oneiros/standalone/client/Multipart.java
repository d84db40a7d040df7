package io.oneiros.standalone.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A {@code multipart/form-data} body (RFC 7578); files are streamed from disk. */
final class Multipart {
  private final String boundary = "oneiros-" + UUID.randomUUID();
  private final List<BodyPublisher> parts = new ArrayList<>();

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  Multipart text(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return part(name, "", "text/plain; charset=UTF-8", BodyPublishers.ofByteArray(bytes));
  }

  Multipart json(String name, byte[] json) {
    return part(name, "", "application/json", BodyPublishers.ofByteArray(json));
  }

  /**
   * @param fileName that the receiver sees
   */
  Multipart file(String name, String fileName, Path file) throws FileNotFoundException {
    // As browsers do (WHATWG HTML, 4.10.21.8): what would end the name or the line is escaped.
    String escaped = fileName.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    return part(
        name,
        "; filename=\"" + escaped + "\"",
        "application/octet-stream",
        BodyPublishers.ofFile(file));
  }

  BodyPublisher body() {
    List<BodyPublisher> all = new ArrayList<>(parts);
    all.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
    return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
  }

  private Multipart part(String name, String file, String type, BodyPublisher body) {
    parts.add(
        BodyPublishers.ofString(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\nContent-Type: %s\r\n\r\n"
                .formatted(boundary, name, file, type)));
    parts.add(body);
    parts.add(BodyPublishers.ofString("\r\n"));
    return this;
  }
}
