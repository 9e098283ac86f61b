package io.cfa.maven.backup.bucket;

import io.cfa.maven.remote.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeParams;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeProvider;

/**
 * The client of S3 for one bucket, and the sentences for what goes wrong. It asks nothing but the given server, and knows nothing but the given key: no profile
 * of this machine, no service of a cloud. Certificates are checked as Java does.
 */
final class S3Connection implements AutoCloseable {

    /** Of a call and its repetitions; a part is some megabytes. */
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private static final Duration SILENCE = Duration.ofSeconds(60);

    static {
        // with -X the client tells what it signs, and a session's token with it; Maven's logging reads this when a
        // logger of the client is made
        System.setProperty("org.slf4j.simpleLogger.log.software.amazon.awssdk", "error");
    }

    private final S3Client client;
    private final BucketErrors errors;

    /** Connects with the first call. */
    S3Connection(BucketAccess access) {
        this.errors = new BucketErrors(access);
        this.client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(20))
                        .socketTimeout(SILENCE))
                .endpointOverride(access.endpoint())
                .forcePathStyle(!access.isAmazons())
                .region(Region.of(access.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials(access.key())))
                // servers that are not Amazon's refuse checksums behind a body; each body is signed instead, so a
                // server refuses one that was altered
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .authSchemeProvider(S3Connection::signed)
                .overrideConfiguration(settings -> settings.defaultProfileFile(
                                ProfileFile.aggregator().build())
                        .apiCallTimeout(LIMIT))
                .build();
    }

    /** The client, for one call. */
    S3Client client() {
        return client;
    }

    /** What to say of an answer that is none of S3's. */
    BucketErrors errors() {
        return errors;
    }

    /**
     * Makes a call.
     *
     * @param what it does, as the end of "it could not …"
     * @throws BucketException if it fails; without the client's own words, which may repeat what was sent
     */
    <T> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw errors.of(what, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static List<AuthSchemeOption> signed(S3AuthSchemeParams parameters) {
        return S3AuthSchemeProvider.defaultProvider().resolveAuthScheme(parameters).stream()
                .map(option -> option.toBuilder()
                        .putSignerProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, true)
                        .putSignerProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, false)
                        .build())
                .toList();
    }

    private static AwsCredentials credentials(BucketAccess.Key key) {
        Optional<String> token = key.token().map(Secret::reveal);
        return token.isPresent()
                ? AwsSessionCredentials.create(key.id(), key.secret().reveal(), token.get())
                : AwsBasicCredentials.create(key.id(), key.secret().reveal());
    }
}
