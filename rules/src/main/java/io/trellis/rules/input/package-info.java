/** Values for questions that people ask about records: read with their rights, and refused where an answer would tell what they may not see. */
package io.trellis.rules.input;
