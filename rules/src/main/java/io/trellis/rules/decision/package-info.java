/**
 * Decision tables: compiled once for each catalog, evaluated without touching a store, and able to say which row hit, which did
 * not and because of which cell. DMN is how tables come from and go to other products; see {@code docs/adr}.
 */
package io.trellis.rules.decision;
