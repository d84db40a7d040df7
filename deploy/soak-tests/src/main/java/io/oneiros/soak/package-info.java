/**
 * Fault tests: the whole system as processes on this machine, faults done to it while it dreams,
 * and the pictures compared, byte for byte, with those of a system that nothing was done to.
 */
package io.oneiros.soak;
