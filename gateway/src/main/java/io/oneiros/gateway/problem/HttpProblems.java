package io.oneiros.gateway.problem;

import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;

/** Words for what the HTTP layer refuses before any code of ours has seen it. */
final class HttpProblems {
  private static final String MODELS = "/v1/models";

  private HttpProblems() {}

  /** Whether a path is one that networks are sent along to; all others take smaller bodies. */
  static boolean isOfModels(String path) {
    return path.equals(MODELS) || path.startsWith(MODELS + "/");
  }

  static ProblemDocument of(int status, String path) {
    if (status == 413) {
      return ProblemDocument.of(
          new Problem(
              ProblemCode.TOO_MANY_BYTES,
              "The request's body, or a part of it other than the file, is too large.",
              isOfModels(path) ? "oneiros.limits.max-model-bytes" : "oneiros.limits.max-bytes"),
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
        path);
  }
}
