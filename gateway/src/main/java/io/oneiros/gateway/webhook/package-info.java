/** Tells URLs of dreams' events. */
package io.oneiros.gateway.webhook;
