/**
 * Decision tables in the files of other products: DMN 1.2 to 1.5 in, DMN 1.3 out. FEEL is translated to the expression language
 * and back where both mean the same; everything else is refused with the place where it stands, never guessed.
 */
package io.trellis.rules.decision.dmn;
