package io.cfa.issuance.document;

import static java.time.Duration.ofSeconds;

import io.cfa.kit.DomainException;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The decisions' documents in MinIO. Each lies under its issue and its SHA-256, so that none is ever overwritten by another. */
@Component("minio")
public class DecisionStore implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionStore.class);
    private static final String BUCKET = "decisions";

    private final S3Client minio;

    public DecisionStore(S3Client minio) {
        this.minio = minio;
    }

    public void store(UUID issue, UploadedDocument document) {
        answered(() -> {
            try {
                return put(issue, document);
            } catch (NoSuchBucketException e) {
                makeBucket();
                return put(issue, document);
            }
        });
    }

    private Object put(UUID issue, UploadedDocument document) {
        return minio.putObject(
                request -> request.bucket(BUCKET)
                        .key(key(issue, document.sha256()))
                        .contentType("application/pdf"),
                RequestBody.fromFile(document.file()));
    }

    /** The issue's document, which has to be what was stored. */
    public UploadedDocument fetch(UUID issue, String sha256) throws IOException {
        UploadedDocument document = UploadedDocument.of(target -> answered(() -> minio.getObject(
                request -> request.bucket(BUCKET).key(key(issue, sha256)),
                ResponseTransformer.toOutputStream(target))));
        if (!document.sha256().equals(sha256)) {
            document.close();
            throw new IllegalStateException("the document of issue %s has the SHA-256 %s, and had %s when it was stored"
                    .formatted(issue, document.sha256(), sha256));
        }
        return document;
    }

    /** Ready means that a document can be stored; the bucket is made at the first look where it is missing. */
    @Override
    public Health health() {
        try {
            minio.headBucket(
                    request -> request.bucket(BUCKET).overrideConfiguration(call -> call.apiCallTimeout(ofSeconds(2))));
        } catch (NoSuchBucketException e) {
            return madeBucket();
        } catch (SdkException e) {
            return Health.down(e).build();
        }
        return Health.up().build();
    }

    private Health madeBucket() {
        try {
            makeBucket();
            return Health.up().build();
        } catch (SdkException e) {
            return Health.down(e).build();
        }
    }

    private void makeBucket() {
        try {
            minio.createBucket(request -> request.bucket(BUCKET));
            LOG.info("made the bucket {}", BUCKET);
        } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
            LOG.debug("the bucket {} has been made in the same moment", BUCKET);
        }
    }

    private static String key(UUID issue, String sha256) {
        return issue + "/" + sha256 + ".pdf";
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkClientException e) {
            throw unavailable(e);
        } catch (S3Exception e) {
            throw e.statusCode() >= 500 ? unavailable(e) : e;
        }
    }

    private static RuntimeException unavailable(SdkException failure) {
        LOG.warn("MinIO did not answer: {}", failure.toString());
        return new DomainException(
                HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The store of documents does not answer now.");
    }
}
