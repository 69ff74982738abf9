/**
 * Search for people and administrators: one text over every object the actor may read, best first, with what matched, and how the index
 * behind it stands. Every hit is read through the record service, so it finds nothing that a list would not show, however late or wrong
 * an index may be. Packages below: what a match is ({@code text}), the engines' contract ({@code engine}) with its two adapters, and what
 * keeps them in step ({@code index}).
 */
package io.trellis.platform.search;
