/** A small dream of the gateway's own, at intervals: whether the whole way works, and how fast. */
package io.oneiros.gateway.canary;
