package io.oneiros.gateway.api;

import io.oneiros.contract.Estimate;
import io.oneiros.gateway.config.GatewaySettings;
import io.oneiros.gateway.intake.Intake;
import io.oneiros.gateway.problem.ProblemDocument;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Telling what a dream would be; nothing is stored, and nobody dreams it. */
@Path("/v1/plans")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "dreams")
@APIResponse(
    responseCode = "default",
    description = "What is wrong",
    content =
        @Content(
            mediaType = ProblemDocument.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemDocument.class)))
public class PlansResource {
  private final Intake intake;
  private final String tenantHeader;

  PlansResource(Intake intake, GatewaySettings settings) {
    this.intake = intake;
    this.tenantHeader = settings.tenantHeader();
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(
      summary = "Tell what a dream would be",
      description =
          "Takes the form that a dream is posted with, and refuses what would be refused of it."
              + " Says its octaves, tiles and rounds, its work, and the memory that it takes.")
  @RequestBody(content = @Content(schema = @Schema(implementation = DreamForm.Documented.class)))
  @APIResponse(
      responseCode = "200",
      description = "The plan",
      content = @Content(schema = @Schema(implementation = Estimate.class)))
  public Estimate plan(MultipartFormDataInput form, @Context HttpHeaders headers)
      throws IOException {
    DreamForm checked = DreamForm.of(form.getValues());
    String tenant = Objects.requireNonNullElse(headers.getHeaderString(tenantHeader), "");
    return intake.estimate(checked.pictures(), checked.spec(), tenant);
  }
}
