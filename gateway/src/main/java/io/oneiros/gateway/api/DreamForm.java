package io.oneiros.gateway.api;

import io.oneiros.contract.DreamSpec;
import io.oneiros.gateway.intake.SpecReader;
import io.oneiros.gateway.problem.BadRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/**
 * The multipart form that a dream is posted with.
 *
 * @param image file with the picture, gone when the request ends
 */
record DreamForm(Path image, DreamSpec spec) {
  private static final String IMAGE = "image";
  private static final String SPEC = "spec";
  private static final List<String> PARTS = List.of(IMAGE, SPEC);

  /** As {@code quarkus.http.limits.max-form-attribute-size}, which bounds a spec without a name. */
  private static final int SPEC_BYTES = 64 << 10;

  /** How the form is documented. */
  @Schema(
      name = "DreamForm",
      requiredProperties = IMAGE,
      properties = {
        @SchemaProperty(
            name = IMAGE,
            type = SchemaType.STRING,
            format = "binary",
            description = "The picture: PNG, JPEG, WebP, GIF or BMP"),
        @SchemaProperty(
            name = SPEC,
            implementation = DreamSpec.class,
            description = "What to dream, as JSON; every field may be left away")
      })
  static final class Documented {
    private Documented() {}
  }

  static DreamForm of(Map<String, Collection<FormValue>> parts) throws IOException {
    Form form = Form.of(parts, PARTS);
    FormValue image = form.file(IMAGE, "-F image=@photo.jpg");
    Optional<FormValue> spec = form.part(SPEC);
    return new DreamForm(
        image.getFileItem().getFile(),
        spec.isEmpty() ? DreamSpec.DEFAULTS : SpecReader.read(bytes(spec.get())));
  }

  private static byte[] bytes(FormValue spec) throws IOException {
    if (!spec.isFileItem()) {
      return spec.getValue().getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream in = spec.getFileItem().getInputStream()) {
      byte[] bytes = in.readNBytes(SPEC_BYTES + 1);
      if (bytes.length > SPEC_BYTES) {
        throw new BadRequest("The spec has more than %d bytes.".formatted(SPEC_BYTES));
      }
      return bytes;
    }
  }
}
