/** A picture of 16,384 x 16,384 through the whole system, and what memory that takes. */
package io.oneiros.soak.large;
