/**
 * One trace a dream, whatever services work on it: what a message's {@code traceparent} says
 * becomes the parent of what is done about it. Where nothing is recorded, for OpenTelemetry is off,
 * the trace is handed on all the same, and logs have its id.
 */
package io.oneiros.traces;
