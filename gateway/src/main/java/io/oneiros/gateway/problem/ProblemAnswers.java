package io.oneiros.gateway.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Says in the description of the API what holds of every operation: whatever is wrong is told by a
 * {@link ProblemDocument}.
 */
@OpenAPIDefinition(
    info = @Info(title = "Oneiros", version = "v1"),
    components =
        @Components(
            schemas =
                @Schema(name = ProblemAnswers.SCHEMA, implementation = ProblemDocument.class)))
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ProblemAnswers implements OASFilter {
  static final String SCHEMA = "ProblemDocument";

  @Override
  public Operation filterOperation(Operation operation) {
    APIResponses answers = operation.getResponses();
    answers
        .getAPIResponses()
        .forEach(
            (status, answer) -> {
              if (status.startsWith("4")) {
                answer.setContent(problem());
              }
            });
    APIResponse otherwise = OASFactory.createAPIResponse().description("What is wrong");
    answers.setDefaultValue(otherwise.content(problem()));
    return operation;
  }

  private static Content problem() {
    return OASFactory.createContent()
        .addMediaType(
            ProblemDocument.MEDIA_TYPE,
            OASFactory.createMediaType().schema(OASFactory.createSchema().ref(SCHEMA)));
  }
}
