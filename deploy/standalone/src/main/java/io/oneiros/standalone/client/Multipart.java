package io.oneiros.standalone.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.UUID;

/** A {@code multipart/form-data} body (RFC 7578) of a picture and its spec; streamed from disk. */
final class Multipart {
  private final String boundary = "oneiros-" + UUID.randomUUID();

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher body(Path image, byte[] specJson) throws FileNotFoundException {
    return BodyPublishers.concat(
        BodyPublishers.ofString(head("spec", "", "application/json")),
        BodyPublishers.ofByteArray(specJson),
        BodyPublishers.ofString(
            "\r\n" + head("image", "; filename=\"image\"", "application/octet-stream")),
        BodyPublishers.ofFile(image),
        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
  }

  private String head(String name, String file, String type) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\nContent-Type: %s\r\n\r\n"
        .formatted(boundary, name, file, type);
  }
}
