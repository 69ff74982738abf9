/**
 * Checks the files that bring the product into production: image, compose stack, proxy, Helm chart. No container engine is needed: what can run without
 * one runs for real (the proxy, the image's own commands, Helm), the rest is validated by its tool or against its types. What a file sets must be
 * something the product reads.
 */
package io.trellis.server.stack;
