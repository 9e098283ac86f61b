package io.cfa.maven.backup.bucket;

/**
 * An upload in parts that nobody completed.
 *
 * @param key of the object that it was to be
 * @param id  the server's name for it
 */
record UnfinishedUpload(String key, String id) {}
