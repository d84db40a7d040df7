/**
 * Picture files as anyone may send them, looked at without decoding them: in bounded memory,
 * whatever they say of themselves.
 */
package io.oneiros.canvas.picture;
