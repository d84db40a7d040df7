/** The one command: what the user types, and the one line they read when it cannot be done. */
package io.oneiros.standalone;
