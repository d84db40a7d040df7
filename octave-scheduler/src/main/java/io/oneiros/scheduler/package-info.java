/**
 * The octave scheduler, the only brain of the system: {@code plan} cuts octaves into rounds and
 * tiles, {@code job} walks a dream through them, both pure; {@code stream} is the Kafka Streams
 * shell around them, and this package its settings.
 */
package io.oneiros.scheduler;
