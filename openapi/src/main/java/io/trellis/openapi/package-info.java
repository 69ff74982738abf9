/**
 * The public face: the OpenAPI document of exactly the caller's tenant and rights, and a page that shows it. The part that
 * all tenants share is the resource {@code openapi/static.yaml}; objects, fields and actions are added from the catalog.
 * The door is {@link io.trellis.openapi.OpenApiDocuments}.
 */
package io.trellis.openapi;
