package io.oneiros.gateway.api;

import io.oneiros.contract.Preset;
import io.oneiros.contract.spec.Presets;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The looks that have names. */
@Path("/v1/presets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "presets")
public class PresetsResource {

  /** Presets, in the order of the contract's file. */
  public record PresetList(List<Preset> presets) {}

  @GET
  @Operation(
      summary = "List presets",
      description =
          "A spec that names one in 'preset' gets its fields, but for those it has itself.")
  @APIResponse(
      responseCode = "200",
      description = "The presets",
      content = @Content(schema = @Schema(implementation = PresetList.class)))
  public PresetList list() {
    return new PresetList(Presets.ALL);
  }
}
