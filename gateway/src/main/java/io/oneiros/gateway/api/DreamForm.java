package io.oneiros.gateway.api;

import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.spec.SpecReader;
import io.oneiros.gateway.intake.PicturePart;
import io.oneiros.gateway.problem.BadRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/**
 * The multipart form that a dream is posted with.
 *
 * @param pictures files, gone when the request ends
 * @param webhook to be told of the dream's events; null for nobody
 */
record DreamForm(Map<PicturePart, Path> pictures, DreamSpec spec, String webhook) {
  private static final String SPEC = "spec";
  private static final String WEBHOOK = "webhook";
  private static final List<String> PARTS =
      Stream.concat(
              Arrays.stream(PicturePart.values()).map(PicturePart::part), Stream.of(SPEC, WEBHOOK))
          .toList();

  /** How the form is documented. */
  @Schema(
      name = "DreamForm",
      properties = {
        @SchemaProperty(
            name = "image",
            type = SchemaType.STRING,
            format = "binary",
            description =
                "The photo: PNG, JPEG, WebP, GIF or BMP. It may be left away where spec.start.from"
                    + " is noise or grey and spec.start has a width and a height."),
        @SchemaProperty(
            name = "guide",
            type = SchemaType.STRING,
            format = "binary",
            description = "A picture to dream towards, for the measures that need one"),
        @SchemaProperty(
            name = "mask",
            type = SchemaType.STRING,
            format = "binary",
            description =
                "Where to dream, white on black; where layers have a region, where these count. It is"
                    + " stretched to the dream's shape"),
        @SchemaProperty(
            name = SPEC,
            implementation = DreamSpec.class,
            description =
                "What to dream, as JSON; every field may be left away. iterations and step may be a"
                    + " number for all octaves as well as a list."),
        @SchemaProperty(
            name = WEBHOOK,
            type = SchemaType.STRING,
            format = "uri",
            description =
                "An https URL that is told of the dream's events, signed as Standard Webhooks have"
                    + " it; see docs/events.md")
      })
  static final class Documented {
    private Documented() {}
  }

  static DreamForm of(Map<String, Collection<FormValue>> parts) throws IOException {
    if (parts.isEmpty()) {
      throw new BadRequest("The form has no part; the parts are %s.".formatted(PARTS));
    }
    Form form = Form.of(parts, PARTS);
    Map<PicturePart, Path> pictures = new EnumMap<>(PicturePart.class);
    for (PicturePart picture : PicturePart.values()) {
      if (form.part(picture.part()).isPresent()) {
        FormValue file = form.file(picture.part(), "-F %s=@photo.jpg".formatted(picture.part()));
        pictures.put(picture, file.getFileItem().getFile());
      }
    }
    Optional<FormValue> spec = form.part(SPEC);
    return new DreamForm(
        pictures,
        spec.isEmpty() ? DreamSpec.DEFAULTS : SpecReader.read(bytes(spec.get())),
        form.part(WEBHOOK).map(FormValue::getValue).orElse(null));
  }

  private static byte[] bytes(FormValue spec) throws IOException {
    if (!spec.isFileItem()) {
      return spec.getValue().getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream in = spec.getFileItem().getInputStream()) {
      return in.readNBytes(SpecReader.MOST_BYTES + 1);
    }
  }
}
