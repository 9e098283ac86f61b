package io.cfa.maven.mojo.data;

import io.cfa.maven.backup.bucket.Bucket;
import io.cfa.maven.backup.bucket.BucketAccess;
import io.cfa.maven.backup.bucket.BucketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * What a goal was given of a bucket.
 *
 * @param settings    its server
 * @param environment has the key
 * @param library     the client, which is not there before it is needed
 */
record BucketParameters(BucketAccess.Settings settings, Map<String, String> environment, S3Library library) {

    /** As Maven injected them; what is blank was not given. */
    static BucketAccess.Settings settings(String endpoint, String region, boolean allowInsecure) {
        return new BucketAccess.Settings(given(endpoint), given(region), allowInsecure);
    }

    /**
     * Opens a bucket.
     *
     * @throws IllegalArgumentException if it is not said how it is reached, or the client cannot be had
     */
    Bucket open(BucketAddress address) {
        BucketAccess access = BucketAccess.of(address, settings, environment);
        // before the next line, whose class cannot be linked without it
        library.provide();
        return new Bucket(access);
    }

    static Optional<String> given(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
