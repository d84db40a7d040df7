package io.oneiros.contract;

import com.fasterxml.jackson.databind.JsonNode;

/** Topic {@code dream.dead-letters}: a message nobody could handle, whole, and why. */
public record DeadLetter(String topic, @Nullable JsonNode message, String by, Problem problem) {}
