/**
 * Gradient ascent on a picture or a tile of one: jitter, patch geometry, step rules, octaves,
 * warps, changes of variables. Pure but for the {@link io.oneiros.engine.ascent.GradientSource} it
 * is given; no DJL.
 */
package io.oneiros.engine.ascent;
