/**
 * Tenants: making one with its system package and first administrator, listing and finding them. Also the demo tenant of a
 * first start, whose company other modules supply as {@link io.trellis.platform.tenant.DemoData}.
 */
package io.trellis.platform.tenant;
