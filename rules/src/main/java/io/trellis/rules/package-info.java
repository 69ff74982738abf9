/**
 * What metadata says about writes beyond single fields: conditional rules, decisions and scripts. They take part in every
 * write as {@link io.trellis.platform.record.WriteStep}s; each package below is one kind of them with its HTTP API.
 */
package io.trellis.rules;
