package io.cfa.maven.backup.bucket;

import io.cfa.maven.model.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of one bucket, by their keys. What it lists is bounded, what it reads and writes is hashed on the way. */
public final class Bucket implements AutoCloseable {

    /** Of a thousand keys each. */
    private static final int MOST_PAGES = 20;

    private static final int BUFFER = 1 << 16;

    private final BucketAccess access;
    private final S3Connection connection;
    private final PartedUpload uploads;

    /** Opens one; nothing is asked yet. */
    public Bucket(BucketAccess access) {
        this.access = access;
        this.connection = new S3Connection(access);
        this.uploads = new PartedUpload(connection, access.address().bucket());
    }

    /** Where it is, and where in it. */
    BucketAddress address() {
        return access.address();
    }

    /** What stands between a prefix and the next slash, in each key that has one there. */
    List<String> directories(String prefix) {
        return pages(prefix, "/").stream()
                .flatMap(page -> page.commonPrefixes().stream())
                .map(CommonPrefix::prefix)
                .filter(found -> found.startsWith(prefix) && found.endsWith("/"))
                .map(found -> found.substring(prefix.length(), found.length() - 1))
                .toList();
    }

    /** The size of each object, by what its key has after the prefix. */
    SortedMap<String, Long> files(String prefix) {
        SortedMap<String, Long> sizes = new TreeMap<>();
        for (ListObjectsV2Response page : pages(prefix, null)) {
            for (S3Object object : page.contents()) {
                if (object.key().startsWith(prefix)) {
                    sizes.put(object.key().substring(prefix.length()), object.size());
                }
            }
        }
        return sizes;
    }

    private List<ListObjectsV2Response> pages(String prefix, String delimiter) {
        String what = "list " + access.address();
        List<ListObjectsV2Response> pages = new ArrayList<>();
        String next = null;
        do {
            String from = next;
            ListObjectsV2Response page =
                    connection.call(what, () -> connection.client().listObjectsV2(request -> request.bucket(
                                    access.address().bucket())
                            .prefix(prefix)
                            .delimiter(delimiter)
                            .continuationToken(from)));
            // a page of a login has no name, and would be an empty bucket
            if (!access.address().bucket().equals(page.name())) {
                throw connection.errors().foreign(what);
            }
            pages.add(page);
            if (pages.size() > MOST_PAGES) {
                throw new BucketException(
                        access.address() + " holds more than " + MOST_PAGES * 1000 + " objects",
                        "give backups a prefix of their own");
            }
            next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (next != null);
        return pages;
    }

    /**
     * Reads an object into memory.
     *
     * @throws BucketException if it has more bytes than that
     */
    byte[] read(String key, int most) throws IOException {
        try (ResponseInputStream<GetObjectResponse> in = open(key)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                in.abort();
                throw new BucketException(key + " has more than " + most + " bytes", "choose another backup");
            }
            return bytes;
        } catch (SdkException e) {
            throw connection.errors().of("read " + key, e);
        }
    }

    /**
     * Reads an object to its end.
     *
     * @param size that it was said to have
     * @return its SHA-256, in hexadecimal digits
     * @throws BucketException if it has another size
     */
    String copy(String key, long size, OutputStream to) throws IOException {
        MessageDigest digest = Sha256.begin();
        long left = size;
        try (ResponseInputStream<GetObjectResponse> in = open(key)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                left -= read;
                if (left < 0) {
                    // or the rest would be waited for
                    in.abort();
                    break;
                }
                digest.update(buffer, 0, read);
                to.write(buffer, 0, read);
            }
        } catch (SdkException e) {
            throw connection.errors().of("read " + key, e);
        }
        if (left != 0) {
            throw new BucketException(
                    key + " gave " + (left < 0 ? "more than " + size : Long.toString(size - left)) + " bytes, expected "
                            + size,
                    "run it again");
        }
        return Sha256.hex(Sha256.end(digest));
    }

    private ResponseInputStream<GetObjectResponse> open(String key) {
        return connection.call("read " + key, () -> connection
                .client()
                .getObject(request -> request.bucket(access.address().bucket()).key(key)));
    }

    /**
     * Writes an object, in parts where it is large, so that memory is bounded; then reads it again, as only that shows what lies there.
     *
     * @return its SHA-256, in hexadecimal digits
     * @throws BucketException if it is not there as it was sent
     */
    String write(String key, long size, InputStream from) throws IOException {
        MessageDigest digest = Sha256.begin();
        uploads.run(key, size, new DigestInputStream(from, digest));
        String sent = Sha256.hex(Sha256.end(digest));
        String there = copy(key, size, OutputStream.nullOutputStream());
        if (!there.equals(sent)) {
            throw new BucketException(
                    key + " lies there with the SHA-256 " + there + ", and was sent with " + sent, "run it again");
        }
        return sent;
    }

    /** Writes a small object. */
    void write(String key, byte[] bytes) throws IOException {
        write(key, bytes.length, new ByteArrayInputStream(bytes));
    }

    /** Removes an object. */
    void delete(String key) {
        connection.call("remove " + key, () -> connection.client().deleteObject(request -> request.bucket(
                        access.address().bucket())
                .key(key)));
    }

    /** Uploads in parts below a prefix that nobody completed, of the first thousand in the bucket. */
    List<UnfinishedUpload> unfinished(String prefix) {
        List<MultipartUpload> found = connection.call("list unfinished uploads", () -> connection
                .client()
                .listMultipartUploads(
                        request -> request.bucket(access.address().bucket()).prefix(prefix))
                .uploads());
        return found.stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .map(upload -> new UnfinishedUpload(upload.key(), upload.uploadId()))
                .toList();
    }

    /** Removes the parts of an upload that nobody completed. */
    void abort(UnfinishedUpload upload) {
        uploads.abort(upload);
    }

    @Override
    public void close() {
        connection.close();
    }
}
