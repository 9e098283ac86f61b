package io.cfa.maven.backup.bucket;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says in a sentence what the storage or the network answered. Of an answer only the status, the code and a region are taken, and those by their form: the rest is
 * text of another's, which may repeat what it was sent.
 *
 * <p>Source of the codes: "Error responses" of the Amazon S3 API Reference; those that begin with X are MinIO's.
 */
final class BucketErrors {

    private static final String AGAIN = "run it again; if it stays so, ask who runs the storage";
    private static final String RIGHTS =
            "allow the key s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject, s3:ListBucketMultipartUploads and s3:AbortMultipartUpload there";

    private final BucketAccess access;

    /** Of one bucket. */
    BucketErrors(BucketAccess access) {
        this.access = access;
    }

    /**
     * The sentence.
     *
     * @param what was asked, as the end of "it could not …"
     */
    BucketException of(String what, SdkException failure) {
        return failure instanceof AwsServiceException answer ? answered(what, answer) : unanswered(what, failure);
    }

    /** An answer that S3 does not give. */
    BucketException foreign(String what) {
        return failed(
                what,
                "answered with something that is none of S3's answers, as a login page of a network or another web server does",
                "check -Dcfa.s3Endpoint, and that this machine reaches it without a login");
    }

    private BucketException answered(String what, AwsServiceException answer) {
        int status = answer.statusCode();
        String code = Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .filter(name -> name.matches("[A-Za-z0-9.]{1,60}"))
                .orElse("");
        Optional<String> region = Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"))
                .filter(name -> name.matches("[a-z0-9-]{1,40}"));
        return switch (code) {
            case "InvalidAccessKeyId" ->
                failed(what, "does not know the access key", "set AWS_ACCESS_KEY_ID to a key of this storage");
            case "SignatureDoesNotMatch" ->
                failed(
                        what,
                        "says that the secret key is not that of the access key",
                        "set AWS_SECRET_ACCESS_KEY to the one that belongs to AWS_ACCESS_KEY_ID");
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                failed(
                        what,
                        "says that the session is over or unknown",
                        "set AWS_SESSION_TOKEN and both parts of its key anew");
            case "NoSuchBucket" ->
                failed(what, "has no bucket " + access.address().bucket(), "make it, or name one that is there");
            case "NoSuchKey" ->
                failed(what, "has no such object", "see that nobody else removes objects there, then run it again");
            case "RequestTimeTooSkewed" ->
                failed(
                        what,
                        "says that this machine's clock is another than its own",
                        "set the clock of this machine, as with `timedatectl set-ntp true`");
            case "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded" ->
                failed(
                        what,
                        "has no room left (" + code + ")",
                        "make room there, or raise its quota, then run it again");
            case "AuthorizationHeaderMalformed",
                    "PermanentRedirect",
                    "TemporaryRedirect",
                    "IllegalLocationConstraintException" -> elsewhere(what, region);
            default -> other(what, status, code, region);
        };
    }

    private BucketException other(String what, int status, String code, Optional<String> region) {
        if (region.filter(name -> !name.equals(access.region())).isPresent()) {
            return elsewhere(what, region);
        }
        if (status == 501 || status == 405) {
            return new BucketException(
                    sentence(what, "cannot do that (" + (code.isEmpty() ? status : code) + ")"),
                    "take a storage that has all of S3's calls for objects and their parts",
                    true);
        }
        if (status == 403) {
            return new BucketException(
                    sentence(what, "does not allow it" + (code.isEmpty() ? "" : " (" + code + ")")),
                    RIGHTS,
                    code.equals("AccessDenied"));
        }
        if (status == 507) {
            return failed(what, "has no room left (507)", "make room there, or raise its quota, then run it again");
        }
        if (code.isEmpty() && status < 500) {
            return foreign(what);
        }
        return failed(what, "answered " + status + (code.isEmpty() ? "" : " " + code), AGAIN);
    }

    private BucketException elsewhere(String what, Optional<String> region) {
        return failed(
                what,
                "has the bucket in another region than " + access.region()
                        + region.map(name -> ": " + name).orElse(""),
                "give -Dcfa.s3Region=" + region.orElse("REGION")
                        + ", and an endpoint of that region where one is given");
    }

    private BucketException unanswered(String what, SdkException failure) {
        if (isCausedBy(failure, UnknownHostException.class)) {
            return failed(
                    what,
                    "has a name that nobody knows",
                    "mend -Dcfa.s3Endpoint or -Dcfa.s3Region, or this machine's DNS");
        }
        if (isCausedBy(failure, SSLException.class)) {
            return failed(
                    what,
                    "has a certificate that this machine's Java does not trust for that name, or speaks no TLS",
                    "mend the endpoint, or name a truststore that holds its CA in MAVEN_OPTS: -Djavax.net.ssl.trustStore=FILE");
        }
        if (isCausedBy(failure, SocketTimeoutException.class) || failure instanceof ApiCallTimeoutException) {
            return failed(what, "did not answer in time", AGAIN);
        }
        if (isCausedBy(failure, ConnectException.class) || isCausedBy(failure, NoRouteToHostException.class)) {
            return failed(what, "takes no connection", "start it, or mend -Dcfa.s3Endpoint, or open the way to it");
        }
        if (String.valueOf(failure.getMessage()).contains("parse XML")) {
            return foreign(what);
        }
        return failed(
                what, "broke the connection off (" + root(failure).getClass().getSimpleName() + ")", AGAIN);
    }

    private BucketException failed(String what, String why, String next) {
        return new BucketException(sentence(what, why), next);
    }

    private String sentence(String what, String why) {
        return "it could not " + what + ", as " + access.endpoint().getAuthority() + " " + why;
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        return causes(failure).anyMatch(kind::isInstance);
    }

    private static Throwable root(Throwable failure) {
        return causes(failure).reduce((outer, inner) -> inner).orElse(failure);
    }

    /** At most ten, should they go in a circle. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }
}
