/** Starting the whole system on one machine, as child processes in one folder. */
package io.oneiros.standalone.launch;
