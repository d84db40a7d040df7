/** From a canvas to a picture file. */
package io.oneiros.storage.export;
