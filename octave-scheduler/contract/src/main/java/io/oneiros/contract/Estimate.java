package io.oneiros.contract;

import io.oneiros.contract.plan.Plan;

/**
 * What a dream would be, told without dreaming it.
 *
 * @param recipe that its spec comes to
 * @param tileMemory bytes that a worker's engine has in use for its largest tile, on a processor;
 *     what pictures that it looks at take is not in it
 */
public record Estimate(Recipe recipe, Plan plan, long tileMemory) {}
