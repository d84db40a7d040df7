/** The REST resources under {@code /v1}. */
package io.oneiros.gateway.api;
