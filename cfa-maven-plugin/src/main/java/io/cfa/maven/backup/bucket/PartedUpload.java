package io.cfa.maven.backup.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes objects of any size, of which a part at a time is held in memory: what is smaller than a part at once, anything else as an upload in parts, which is an
 * object when it is completed and not before.
 *
 * <p>Source of the bounds: "Amazon S3 multipart upload limits" of its User Guide: 10 000 parts, of 5 MiB at least but the last.
 */
final class PartedUpload {

    /** Bytes of a part of what fits into that many. */
    static final int PART = 8 << 20;

    private static final int MOST_PARTS = 9_000;

    private final S3Connection connection;
    private final String bucket;

    /** Into one bucket. */
    PartedUpload(S3Connection connection, String bucket) {
        this.connection = connection;
        this.bucket = bucket;
    }

    /**
     * Writes one.
     *
     * @param size that it must have
     * @throws BucketException if it could not be written; what was begun is gone, as far as the server can be reached
     */
    void run(String key, long size, InputStream from) throws IOException {
        int part = Math.toIntExact(Math.max(PART, size / MOST_PARTS + 1));
        if (size <= part) {
            RequestBody body = body(key, from, (int) size);
            requireTag(key, connection.call("write " + key, () -> connection
                    .client()
                    .putObject(request -> request.bucket(bucket).key(key), body)
                    .eTag()));
            return;
        }
        String id = connection.call("begin " + key, () -> connection
                .client()
                .createMultipartUpload(request -> request.bucket(bucket).key(key))
                .uploadId());
        if (id == null || id.isEmpty()) {
            throw connection.errors().foreign("begin " + key);
        }
        try {
            complete(key, id, parts(key, id, size, part, from));
        } catch (IOException | RuntimeException e) {
            abandon(new UnfinishedUpload(key, id));
            throw e;
        }
    }

    private List<CompletedPart> parts(String key, String id, long size, int part, InputStream from) throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        for (long done = 0; done < size; done += part) {
            RequestBody body = body(key, from, (int) Math.min(part, size - done));
            int number = parts.size() + 1;
            String tag = connection.call("write part " + number + " of " + key, () -> connection
                    .client()
                    .uploadPart(
                            request ->
                                    request.bucket(bucket).key(key).uploadId(id).partNumber(number),
                            body)
                    .eTag());
            requireTag(key, tag);
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        return parts;
    }

    private void complete(String key, String id, List<CompletedPart> parts) {
        requireTag(key, connection.call("complete " + key, () -> connection
                .client()
                .completeMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .uploadId(id)
                        .multipartUpload(
                                CompletedMultipartUpload.builder().parts(parts).build()))
                .eTag()));
    }

    /** Removes the parts of one that nobody completed. */
    void abort(UnfinishedUpload upload) {
        connection.call("remove the parts of " + upload.key(), () -> connection
                .client()
                .abortMultipartUpload(
                        request -> request.bucket(bucket).key(upload.key()).uploadId(upload.id())));
    }

    private void abandon(UnfinishedUpload upload) {
        try {
            abort(upload);
        } catch (BucketException e) {
            // goes with the backups that are past their time; what failed before is what has to be said
        }
    }

    /** Its bytes are there until it was sent, so that it can be sent again. */
    private static RequestBody body(String key, InputStream from, int size) throws IOException {
        byte[] bytes = from.readNBytes(size);
        if (bytes.length != size) {
            throw new BucketException("what was to be " + key + " ended early", "run it again");
        }
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes), bytes.length, "application/octet-stream");
    }

    private void requireTag(String key, String tag) {
        if (tag == null || tag.isEmpty()) {
            throw connection.errors().foreign("write " + key);
        }
    }
}
