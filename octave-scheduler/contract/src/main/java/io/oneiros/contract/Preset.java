package io.oneiros.contract;

/**
 * A look that has a name.
 *
 * @param source the system or paper that it comes from
 * @param look what it makes of a picture, for a person
 * @param spec what it asks for; a spec that names it may say more, and other things
 */
public record Preset(String name, String source, String look, DreamSpec spec) {}
