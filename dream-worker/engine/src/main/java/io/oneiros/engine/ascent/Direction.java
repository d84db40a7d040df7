package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;

/**
 * Where to go, {@code values / divisor}: about 1 in size. The division is put off, for a step needs
 * but one.
 */
record Direction(Picture values, double divisor) {}
