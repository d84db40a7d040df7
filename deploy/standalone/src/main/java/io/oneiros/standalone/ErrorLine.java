package io.oneiros.standalone;

import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.processes.ChildFailedException;
import io.oneiros.standalone.client.GatewayException;
import io.oneiros.standalone.client.UnreachableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;

/** Any error in the one line that the user reads. */
public final class ErrorLine {
  private ErrorLine() {}

  public static String of(Throwable error) {
    return said(error).lines().map(String::strip).collect(Collectors.joining(" "));
  }

  private static String said(Throwable error) {
    if (error instanceof Failure
        || error instanceof GatewayException
        || error instanceof UnreachableException) {
      return error.getMessage();
    }
    if (error instanceof ChildFailedException child) {
      return child.oneLine();
    }
    if (error instanceof ModelException model) {
      return model.getMessage() + " (" + model.code() + ")";
    }
    if (error instanceof ProblemException refused) {
      return GatewayException.of(refused.problem()).getMessage();
    }
    if (error instanceof IOException || error instanceof UncheckedIOException) {
      return reason(error);
    }
    return "Unforeseen: " + error + " (ONEIROS_DEBUG=1 shows where)";
  }

  /** What the file system said, in words: its exceptions' messages are often only a path. */
  static String reason(Throwable error) {
    if (error instanceof UncheckedIOException) {
      return reason(error.getCause());
    }
    if (error instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or folder";
    }
    if (error instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (error instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }
}
