/** DeepDream as a library on DJL: network files, objectives, gradient ascent. */
package io.oneiros.engine;
