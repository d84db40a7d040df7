package io.oneiros.traces;

import io.oneiros.contract.Traceparent;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.MDC;

/**
 * The part of a dream's trace that a thread works on, from opening to closing: what is sent
 * meanwhile belongs to it ({@link #current}), and what is logged names the dream and the trace. To
 * be closed by the thread that opened it.
 */
public final class DreamTrace implements AutoCloseable {
  /** What log records have the dream's id as. */
  public static final String DREAM = "dream";

  /** What they have the trace's id as; Quarkus calls it the same. */
  public static final String TRACE = "traceId";

  private final Span span;
  private final boolean ours;
  private final Scope scope;
  private final Map<String, Object> before = new HashMap<>();

  private DreamTrace(String dream, Span span, boolean ours) {
    this.span = span;
    this.ours = ours;
    scope = Context.root().with(span).makeCurrent();
    note(DREAM, dream);
    note(TRACE, span.getSpanContext().isValid() ? span.getSpanContext().getTraceId() : null);
  }

  /**
   * A piece of work as a span of its own.
   *
   * @param name of the kind of work, such as {@code tile}
   * @param cause the traceparent of the message that asks for it; null or unreadable where a trace
   *     begins here
   */
  public static DreamTrace span(String name, SpanKind kind, String dream, String cause) {
    Span span = builder(name, dream, cause).setSpanKind(kind).startSpan();
    // Nothing is recorded here, and nobody has begun the trace.
    return new DreamTrace(
        dream,
        span.getSpanContext().isValid() ? span : remote(Traceparent.begin().toString()),
        true);
  }

  /**
   * Goes on where the cause was, with no span of its own.
   *
   * @param cause a traceparent, or null
   */
  public static DreamTrace within(String dream, String cause) {
    return new DreamTrace(dream, remote(cause), false);
  }

  /**
   * Records what is over.
   *
   * @param cause a traceparent, or null
   */
  public static void past(String name, String dream, String cause, Instant from, Instant to) {
    builder(name, dream, cause).setStartTimestamp(from).startSpan().end(to);
  }

  /** The traceparent of what this thread sends; null where it works on nothing in particular. */
  public static String current() {
    SpanContext context = Span.current().getSpanContext();
    return context.isValid()
        ? new Traceparent(
                context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex())
            .toString()
        : null;
  }

  /** The piece of work has failed. */
  public void failed(String why) {
    span.setStatus(StatusCode.ERROR, why);
  }

  /** Says more of the piece of work. */
  public DreamTrace with(String name, String value) {
    span.setAttribute("oneiros." + name, value);
    return this;
  }

  @Override
  public void close() {
    before.forEach(DreamTrace::put);
    scope.close();
    if (ours) {
      span.end();
    }
  }

  private static SpanBuilder builder(String name, String dream, String cause) {
    Tracer tracer = GlobalOpenTelemetry.getTracer("oneiros");
    return tracer
        .spanBuilder(name)
        .setParent(Context.root().with(remote(cause)))
        .setAttribute("oneiros.dream", dream);
  }

  private static Span remote(String cause) {
    return Traceparent.of(cause)
        .map(
            parent ->
                Span.wrap(
                    SpanContext.createFromRemoteParent(
                        parent.traceId(),
                        parent.spanId(),
                        TraceFlags.fromHex(parent.flags(), 0),
                        TraceState.getDefault())))
        .orElse(Span.getInvalid());
  }

  private void note(String key, String value) {
    before.put(key, MDC.get(key));
    put(key, value);
  }

  private static void put(String key, Object value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }
}
