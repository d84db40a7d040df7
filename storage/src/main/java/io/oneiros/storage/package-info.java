/**
 * The storage service: takes storage tasks from Kafka, does them on the object store, and says so.
 * Stateless; any number of instances share the work.
 */
package io.oneiros.storage;
