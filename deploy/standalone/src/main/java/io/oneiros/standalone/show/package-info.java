/** What the user sees of a dream that is being dreamed, and of one that is done. */
package io.oneiros.standalone.show;
