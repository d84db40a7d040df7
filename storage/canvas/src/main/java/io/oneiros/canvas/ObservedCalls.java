package io.oneiros.canvas;

import io.oneiros.canvas.S3Observer.Operation;
import io.oneiros.canvas.S3Observer.Outcome;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Tells an observer of every request, by what S3 makes of its method and its query. */
final class ObservedCalls implements Interceptor {
  private static final int NOT_FOUND = 404;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int REFUSED = 400;
  private static final int FAILED = 500;

  private final S3Observer observer;

  ObservedCalls(S3Observer observer) {
    this.observer = observer;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Operation operation = operation(chain.request());
    long start = System.nanoTime();
    try {
      Response response = chain.proceed(chain.request());
      observer.asked(operation, outcome(response.code()), since(start));
      return response;
    } catch (IOException e) {
      observer.asked(operation, Outcome.AWAY, since(start));
      throw e;
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Operation operation(Request request) {
    boolean listing = request.url().queryParameter("list-type") != null;
    boolean deleting = request.url().queryParameterNames().contains("delete");
    return switch (request.method()) {
      case "GET" -> listing ? Operation.LIST : Operation.GET;
      case "HEAD" -> Operation.HEAD;
      case "PUT" -> Operation.PUT;
      case "DELETE" -> Operation.DELETE;
      case "POST" -> deleting ? Operation.DELETE : Operation.OTHER;
      default -> Operation.OTHER;
    };
  }

  static Outcome outcome(int status) {
    if (status >= FAILED || status == TIMEOUT || status == TOO_MANY) {
      return Outcome.FAILED;
    }
    if (status < REFUSED) {
      return Outcome.DONE;
    }
    return status == NOT_FOUND ? Outcome.MISSING : Outcome.REFUSED;
  }
}
