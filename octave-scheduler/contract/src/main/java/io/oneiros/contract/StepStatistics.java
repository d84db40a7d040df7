package io.oneiros.contract;

/**
 * Sums over a tile's core of one step's raw gradient (units of the objective per 1/255), all
 * channels: they add up over tiles to the picture's.
 */
public record StepStatistics(double sumAbs, double sumSquares, long count) {}
