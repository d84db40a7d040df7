package io.oneiros.contract;

/**
 * Sums over a tile's core of one step's gradient (units of the objective per 1/255), all channels:
 * they add up over tiles to the picture's.
 *
 * @param sumAbs of |g|
 * @param sumSquares of g squared
 * @param sum of g; 0 from an older worker
 */
public record StepStatistics(double sumAbs, double sumSquares, double sum, long count) {}
