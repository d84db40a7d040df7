/** Dead letters: read from their topic when somebody asks, and sent again. */
package io.oneiros.gateway.letters;
