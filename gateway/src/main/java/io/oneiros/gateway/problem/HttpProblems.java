package io.oneiros.gateway.problem;

import io.oneiros.contract.Limits;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import io.oneiros.gateway.config.BodyLimit;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Words for what the HTTP layer refuses before any code of ours has seen it, and its limits. */
@ApplicationScoped
class HttpProblems {
  private static final String MODELS = "/v1/models";

  private final long maxBody;
  private final long maxModelBody;
  private final long maxPart;
  private final int maxParts;

  HttpProblems(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody,
      @ConfigProperty(name = "quarkus.http.limits.max-form-attribute-size") MemorySize maxPart,
      @ConfigProperty(name = "quarkus.http.limits.max-parameters") int maxParts,
      Limits limits) {
    this.maxModelBody = maxBody.asLongValue();
    this.maxBody = Math.min(maxModelBody, limits.maxBytes() + BodyLimit.FORM);
    this.maxPart = maxPart.asLongValue();
    this.maxParts = maxParts;
  }

  /** Bytes of a body; those of networks that are sent along may be larger than all others. */
  long maxBody(String path) {
    return isOfModels(path) ? maxModelBody : maxBody;
  }

  ProblemDocument bodyTooLong(long bytes, String path) {
    return tooManyBytes(
        "The request's body has %d bytes; at most %d are taken.".formatted(bytes, maxBody(path)),
        settingOfBody(path),
        path);
  }

  /** Of a form whose body is not too long. */
  ProblemDocument partTooLong(String path) {
    return tooManyBytes(
        "A part of the form that is not a file has more than %d bytes, which is as many as are taken."
            .formatted(maxPart),
        "quarkus.http.limits.max-form-attribute-size",
        path);
  }

  ProblemDocument tooManyParts(String path) {
    return ProblemDocument.of(
        400,
        "The form has more than %d parts, which is as many as are taken.".formatted(maxParts),
        "quarkus.http.limits.max-parameters",
        path);
  }

  ProblemDocument of(int status, String path) {
    if (status == 413) {
      return tooManyBytes(
          "The request's body has more than %d bytes, or a part of it that is not a file more than %d, which is as many as are taken."
              .formatted(maxBody(path), maxPart),
          settingOfBody(path),
          path);
    }
    return ProblemDocument.of(
        status,
        switch (status) {
          case 400 -> "The request cannot be read; its body or a parameter is malformed.";
          case 404 -> "There is nothing at this path; /q/openapi lists what there is.";
          case 405 -> "The path is right, the method is not; see the Allow header and /q/openapi.";
          case 406 -> "None of the media types in the Accept header can be had here.";
          case 415 ->
              "Dreams and networks are posted as multipart/form-data with a file; see /q/openapi.";
          default -> "The request was refused.";
        },
        null,
        path);
  }

  private static boolean isOfModels(String path) {
    return path.equals(MODELS) || path.startsWith(MODELS + "/");
  }

  private static String settingOfBody(String path) {
    return isOfModels(path) ? "oneiros.limits.max-model-bytes" : "oneiros.limits.max-bytes";
  }

  private static ProblemDocument tooManyBytes(String detail, String setting, String path) {
    return ProblemDocument.of(new Problem(ProblemCode.TOO_MANY_BYTES, detail, setting), path);
  }
}
