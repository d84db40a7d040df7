/**
 * The shell around the job machine: a Kafka Streams topology of one processor and one store, and
 * the producer that sends tasks out beside its transactions.
 */
package io.oneiros.scheduler.stream;
