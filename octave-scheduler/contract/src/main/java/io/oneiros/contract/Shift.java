package io.oneiros.contract;

/**
 * The jitter of one gradient step, in pixels: how far the network's grid is moved over the picture.
 */
public record Shift(int dx, int dy) {}
