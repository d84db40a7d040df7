/**
 * The language of the system: message records, topic names, object keys and limits. Records, enums
 * and pure functions only; no Kafka, no Quarkus. Everybody depends on this module, it depends on
 * nobody.
 */
package io.oneiros.contract;
