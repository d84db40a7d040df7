/**
 * The house's front door: REST and server-sent events. Owns no picture and no state that Kafka does
 * not have; any number of instances may run side by side.
 */
package io.oneiros.gateway;
