package io.oneiros.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Traceparent;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DreamTraceTest {
  private static final String CAUSE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final InMemorySpanExporter recorded = InMemorySpanExporter.create();

  @BeforeEach
  @AfterEach
  void nothingIsRecorded() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void whatIsSentMeanwhileIsCausedByTheSpan() {
    record();

    String sent;
    try (DreamTrace trace = DreamTrace.span("tile", SpanKind.CONSUMER, "d1", CAUSE)) {
      sent = DreamTrace.current();
      trace.with("task", "t").failed("no gradient");
    }

    SpanData span = recorded.getFinishedSpanItems().get(0);
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().asMap().values()).contains("d1", "t");
    assertThat(Traceparent.of(sent).orElseThrow().spanId()).isEqualTo(span.getSpanId());
    assertThat(DreamTrace.current()).isNull();
  }

  @Test
  void whatIsOverIsRecordedWithItsTimes() {
    record();

    DreamTrace.past("octave", "d1", CAUSE, Instant.ofEpochSecond(5), Instant.ofEpochSecond(7));

    SpanData span = recorded.getFinishedSpanItems().get(0);
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(2_000_000_000L);
    assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
  }

  @Test
  void whereNothingIsRecordedTheCauseIsHandedOn() {
    try (DreamTrace trace = DreamTrace.span("tile", SpanKind.CONSUMER, "d1", CAUSE)) {
      assertThat(DreamTrace.current()).isEqualTo(CAUSE);
    }
  }

  @Test
  void traceBeginsWhereNobodyHasBegunIt() {
    try (DreamTrace trace = DreamTrace.span("schedule", SpanKind.CONSUMER, "d1", "nonsense")) {
      assertThat(Traceparent.of(DreamTrace.current())).isPresent();
    }
  }

  @Test
  void logsNameTheDreamAndItsTraceUntilItIsClosed() {
    try (DreamTrace outer = DreamTrace.within("d1", CAUSE)) {
      try (DreamTrace inner = DreamTrace.within("d2", null)) {
        assertThat(MDC.get(DreamTrace.DREAM)).isEqualTo("d2");
        assertThat(MDC.get(DreamTrace.TRACE)).isNull();
        assertThat(DreamTrace.current()).isNull();
      }
      assertThat(MDC.get(DreamTrace.DREAM)).isEqualTo("d1");
      assertThat(MDC.get(DreamTrace.TRACE)).isEqualTo(TRACE);
    }
    assertThat(MDC.get(DreamTrace.DREAM)).isNull();
  }

  private void record() {
    OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(recorded))
                .build())
        .buildAndRegisterGlobal();
  }
}
