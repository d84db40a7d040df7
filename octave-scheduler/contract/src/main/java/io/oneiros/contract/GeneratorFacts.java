package io.oneiros.contract;

/**
 * What checking, planning and climbing need to know of a generator.
 *
 * @param sha256 hash of its file
 * @param code how many numbers its code has
 * @param width of its picture, in pixels
 * @param height likewise
 */
public record GeneratorFacts(String id, String sha256, int code, int width, int height) {}
