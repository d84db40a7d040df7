/** Settings, and the parts that are made from them. */
package io.oneiros.gateway.config;
