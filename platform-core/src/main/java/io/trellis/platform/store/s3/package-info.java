/**
 * Blobs in a bucket that speaks S3: Amazon's own, MinIO, Ceph, or any other. {@link io.trellis.platform.store.s3.S3BlobStore} is the door
 * and, with its package, the only importer of the AWS SDK; none of its classes is loaded where files are kept elsewhere.
 */
package io.trellis.platform.store.s3;
