package io.oneiros.contract;

/**
 * A topic and what it carries.
 *
 * @param name on the broker
 * @param type of its values; keys are strings
 * @param compacted whether only the last value a key is kept
 */
public record Topic<T>(String name, Class<T> type, boolean compacted) {}
