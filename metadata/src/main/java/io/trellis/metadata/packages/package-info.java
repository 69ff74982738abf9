/**
 * App packages as folders of files: {@link io.trellis.metadata.packages.PackageReader} makes definitions of them and says
 * which file and line a problem is in. Where the files come from is the caller's business.
 */
package io.trellis.metadata.packages;
