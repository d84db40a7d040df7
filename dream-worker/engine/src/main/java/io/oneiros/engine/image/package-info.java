/** Pictures as arrays: rectangles, cropping, resampling. Pure, no DJL. */
package io.oneiros.engine.image;
