/**
 * App packages. What an app is stands in {@code resources/packages} as plain metadata; Java is here only where metadata
 * cannot say it, such as a demo company.
 */
package io.trellis.apps;
