package io.oneiros.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a message that may be absent; on a record, each of its components. Whatever else a
 * message has is always written: the JSON Schemas in docs/reference/schemas say so.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Nullable {}
