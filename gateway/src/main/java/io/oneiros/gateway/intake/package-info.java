/** Taking in a dream: everything is checked before anything is stored or published. */
package io.oneiros.gateway.intake;
