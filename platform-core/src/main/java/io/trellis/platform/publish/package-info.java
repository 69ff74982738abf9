/**
 * How metadata comes into force: checked, compared with what is there, stored, and swapped into the tenant's catalog in one
 * step. Also the packages that bring metadata, and the HTTP API of both.
 */
package io.trellis.platform.publish;
