/**
 * The language that the platform interprets: what objects, fields, layouts, views, permissions and mappings are, how they
 * are written, checked and compiled. No Spring, no storage, no HTTP; every problem is reported as data, all of them at once.
 */
package io.trellis.metadata;
