/**
 * Real parts as child processes: started, waited for, stopped, killed; and bounds on work. The JDK
 * only, so that the tests of every module can use it.
 */
package io.oneiros.processes;
