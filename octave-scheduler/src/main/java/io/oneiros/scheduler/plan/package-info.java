/** What a round's steps are shifted and divided by, from what is known before it begins. */
package io.oneiros.scheduler.plan;
