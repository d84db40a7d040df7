package io.oneiros.gateway.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.oneiros.contract.Problem;
import io.oneiros.contract.ProblemCode;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An error as it is sent: RFC 9457 with the extensions {@code code} and {@code setting}.
 *
 * @param type {@link ProblemCode#type}, or {@code about:blank} where HTTP itself says it all
 * @param code the stable code, the last part of the type; of {@code about:blank} the status' name
 * @param setting the setting that moves the limit, absent where there is none
 * @param instance path of the request
 */
@Schema(
    name = "ProblemDocument",
    description = "What is wrong (RFC 9457), told so that it can be mended")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDocument(
    String type,
    String title,
    int status,
    String detail,
    String code,
    String setting,
    String instance) {
  public static final String MEDIA_TYPE = "application/problem+json";
  private static final int MOST_DETAIL = 2000;

  static ProblemDocument of(Problem problem, String instance) {
    return of(problem, ProblemStatus.of(problem.code()), instance);
  }

  static ProblemDocument of(Problem problem, int status, String instance) {
    ProblemCode code = problem.code();
    return new ProblemDocument(
        code.type(),
        code.title(),
        status,
        clipped(problem.detail()),
        code.code(),
        problem.setting(),
        instance);
  }

  /**
   * An error that only HTTP knows, such as an unknown path.
   *
   * @param setting or null
   */
  static ProblemDocument of(int status, String detail, String setting, String instance) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Status " + status : known.getReasonPhrase();
    return new ProblemDocument(
        "about:blank",
        title,
        status,
        clipped(detail),
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"),
        setting,
        instance);
  }

  /** What is wrong may quote what was sent, which may be long. */
  private static String clipped(String detail) {
    return detail == null || detail.length() <= MOST_DETAIL
        ? detail
        : detail.substring(0, MOST_DETAIL) + "\u2026";
  }
}
