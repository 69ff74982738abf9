/**
 * A demo company: {@link io.trellis.apps.demo.DemoCompany} invents a mid-size maker of industrial controls with its people,
 * customers and a year of business. The same seed gives the same company; dates are relative to the day it is loaded. It
 * writes through the product's own write path only, so demo data obeys every rule that a user's data obeys.
 */
package io.trellis.apps.demo;
