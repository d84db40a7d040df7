/**
 * The walk of one dream as a pure state machine: {@link io.oneiros.scheduler.job.JobMachine} takes
 * a state and an event and says what the state is then and what is to be told to whom. No Kafka, no
 * clock of its own.
 */
package io.oneiros.scheduler.job;
