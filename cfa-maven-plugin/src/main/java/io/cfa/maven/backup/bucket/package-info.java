/**
 * Backups in object storage: the S3 API of AWS, MinIO and others. The only package that knows a client of it.
 *
 * <p>May import {@code backup}, {@code backup.archive}, {@code host} and what lies below it. Its classes are loaded only where a goal was given a bucket,
 * since the client comes then and not before.
 */
package io.cfa.maven.backup.bucket;
