/**
 * What is deployed, held against what was built: images, the chart and the compose file. Tools that
 * are not on the PATH (helm, kubernetes-validate, docker compose, npm) and images that were not
 * built leave their tests out; {@code .ci/run} has them all.
 */
package io.oneiros.deploy;
