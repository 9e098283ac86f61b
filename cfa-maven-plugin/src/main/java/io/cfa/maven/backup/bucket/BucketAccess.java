package io.cfa.maven.backup.bucket;

import io.cfa.maven.remote.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a bucket is reached.
 *
 * @param address   the bucket, and where in it
 * @param endpoint  of the server
 * @param isAmazons whether the server was not named: then a bucket is a part of the host's name
 * @param region    that requests are signed for
 * @param key       from the environment
 */
public record BucketAccess(BucketAddress address, URI endpoint, boolean isAmazons, String region, Key key) {

    private static final String USUAL_REGION = "us-east-1";

    /**
     * A key of the storage.
     *
     * @param id     its public part
     * @param secret its other part
     * @param token  of a session, where it is one of a session
     */
    public record Key(String id, Secret secret, Optional<Secret> token) {

        /**
         * From the environment, and from nowhere else: what stands in a command line or a POM is seen by others.
         *
         * @throws IllegalArgumentException naming the variables that are missing
         */
        static Key of(Map<String, String> environment) {
            Optional<String> id = variable(environment, "AWS_ACCESS_KEY_ID");
            Optional<String> secret = variable(environment, "AWS_SECRET_ACCESS_KEY");
            if (id.isEmpty() || secret.isEmpty()) {
                throw new IllegalArgumentException(
                        "a bucket was named, and the environment has no "
                                + String.join(
                                        " and no ",
                                        Stream.of(
                                                        id.isEmpty() ? "AWS_ACCESS_KEY_ID" : "",
                                                        secret.isEmpty() ? "AWS_SECRET_ACCESS_KEY" : "")
                                                .filter(name -> !name.isEmpty())
                                                .toList())
                                + ". Nothing was changed. Next: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, in a pipeline as masked variables");
            }
            return new Key(
                    id.get(),
                    Secret.of(secret.get()),
                    variable(environment, "AWS_SESSION_TOKEN").map(Secret::of));
        }
    }

    /**
     * What a goal was given.
     *
     * @param endpoint      of the server, absent for Amazon's
     * @param region        absent for that of the environment
     * @param allowInsecure whether plain http is allowed to another machine
     */
    public record Settings(Optional<String> endpoint, Optional<String> region, boolean allowInsecure) {}

    /**
     * Puts it together.
     *
     * @throws IllegalArgumentException if something is missing, has another form, or would send the data in the clear; no secret is in the message
     */
    public static BucketAccess of(BucketAddress address, Settings settings, Map<String, String> environment) {
        String region = settings.region()
                .or(() -> variable(environment, "AWS_REGION"))
                .or(() -> variable(environment, "AWS_DEFAULT_REGION"))
                .orElse(USUAL_REGION);
        if (!region.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(
                    "the region of the bucket is \"" + region
                            + "\", expected a name such as eu-central-1. Nothing was changed. Next: mend -Dcfa.s3Region or AWS_REGION");
        }
        URI endpoint = settings.endpoint()
                .map(given -> endpoint(given, settings.allowInsecure()))
                .orElseGet(() -> URI.create("https://s3." + region + ".amazonaws.com"));
        return new BucketAccess(address, endpoint, settings.endpoint().isEmpty(), region, Key.of(environment));
    }

    /** The same, for the address beside. */
    BucketAccess at(BucketAddress other) {
        return new BucketAccess(other, endpoint, isAmazons, region, key);
    }

    private static URI endpoint(String text, boolean allowInsecure) {
        URI endpoint = parsed(text.strip());
        boolean isPlain = "http".equalsIgnoreCase(endpoint.getScheme());
        if (endpoint.getHost() == null
                || !(isPlain || "https".equalsIgnoreCase(endpoint.getScheme()))
                || endpoint.getRawUserInfo() != null
                || endpoint.getRawQuery() != null
                || endpoint.getRawFragment() != null
                || !endpoint.getRawPath().matches("/?")) {
            // what was given may have a password in it
            throw malformed();
        }
        if (isPlain && !allowInsecure && !isThisMachine(endpoint.getHost())) {
            throw new IllegalArgumentException("cfa.s3Endpoint is " + endpoint
                    + ", and backups would go there in the clear; expected https. Nothing was changed."
                    + " Next: give an address with https, or -Dcfa.allowInsecure where the network is yours alone");
        }
        return endpoint;
    }

    private static URI parsed(String text) {
        try {
            return new URI(text.contains("://") ? text : "https://" + text);
        } catch (URISyntaxException e) {
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("cfa.s3Endpoint has another form than https://host or https://host:port."
                + " Nothing was changed. Next: mend it, without a user, a bucket or a path in it");
    }

    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
