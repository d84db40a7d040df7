package io.oneiros.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How soon a dream is dreamed beside others of its tenant. The priorities divide the tenant's share
 * by their weights, however many dreams each has: the lowest keeps a thirteenth.
 */
public enum Priority {
  @JsonProperty("low")
  LOW(1),
  @JsonProperty("normal")
  NORMAL(3),
  @JsonProperty("high")
  HIGH(9);

  private final int weight;

  Priority(int weight) {
    this.weight = weight;
  }

  public int weight() {
    return weight;
  }
}
