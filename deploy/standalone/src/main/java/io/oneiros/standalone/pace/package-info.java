/** How long dreams take on a system, told from small ones. */
package io.oneiros.standalone.pace;
