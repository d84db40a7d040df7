/** Dashboards, alerts and the metrics that they ask for, held against a system that dreams. */
package io.oneiros.standalone.monitoring;
