/**
 * Real input: the SteelWheels company of the Pentaho sample (Maven artifact {@code net.hydromatic:steelwheels-data-hsqldb}), brought
 * in through the product's own import as a user would, and compared with what SQL says about the original.
 */
package io.trellis.server.steelwheels;
