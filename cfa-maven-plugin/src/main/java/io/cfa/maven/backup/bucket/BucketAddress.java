package io.cfa.maven.backup.bucket;

import io.cfa.maven.backup.BackupId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where backups lie in object storage: {@code s3://bucket/prefix}. Each is the objects below {@code prefix/<id>/}.
 *
 * <p>Source of the form of a bucket's name: "General purpose bucket naming rules" of the Amazon S3 User Guide.
 *
 * @param bucket its name
 * @param prefix of all keys, without a slash at either end; may be empty
 */
public record BucketAddress(String bucket, String prefix) {

    private static final String SCHEME = "s3://";
    private static final Pattern FORM = Pattern.compile(
            "s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9][A-Za-z0-9_.=-]*){0,20})/?",
            Pattern.CASE_INSENSITIVE);

    /** Whether that is meant to be one, and no directory of this machine. */
    public static boolean isOne(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /**
     * Reads one.
     *
     * @param property that it was given by
     * @throws IllegalArgumentException if it has another form; what was given is not in the message where a password may be in it
     */
    public static BucketAddress of(String text, String property) {
        Matcher matcher = FORM.matcher(text.strip());
        if (text.length() > 500
                || !matcher.matches()
                || !matcher.group(1).equals(matcher.group(1).toLowerCase(java.util.Locale.ROOT))) {
            throw new IllegalArgumentException(property + " is "
                    + (text.contains("@") ? "an address with an @ in it" : "\"" + text + "\"")
                    + ", expected s3://bucket or s3://bucket/prefix. Nothing was changed. Next: mend -D" + property
                    + "; the server is said with -Dcfa.s3Endpoint, the key with the environment");
        }
        return new BucketAddress(
                matcher.group(1),
                matcher.group(2).isEmpty() ? "" : matcher.group(2).substring(1));
    }

    /**
     * The backup that this is the address of.
     *
     * @throws IllegalArgumentException if it is that of none
     */
    public BackupId id() {
        return lastName()
                .orElseThrow(() -> new IllegalArgumentException(this
                        + " is the address of no backup, expected one that ends with its name, such as " + this
                        + "/20261129T030000Z. Nothing was changed. Next: name one of those that `cfa:backup -Dcfa.archiveBucket="
                        + this
                        + " -Dcfa.dryRun` lists"));
    }

    /** The address of all backups beside the one that this is the address of; itself, where it is that of all. */
    public BucketAddress backups() {
        return lastName().isEmpty()
                ? this
                : new BucketAddress(bucket, prefix.substring(0, Math.max(prefix.lastIndexOf('/'), 0)));
    }

    /**
     * This, if it is the address of all backups.
     *
     * @throws IllegalArgumentException if it is that of one
     */
    public BucketAddress ofAll(String property) {
        if (lastName().isPresent()) {
            throw new IllegalArgumentException(property + " is " + this
                    + ", the address of one backup. Nothing was changed. Next: give that of all, " + backups());
        }
        return this;
    }

    private Optional<BackupId> lastName() {
        return BackupId.of(prefix.substring(prefix.lastIndexOf('/') + 1));
    }

    /** What the keys of all backups begin with. */
    String root() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    /** What the keys of one begin with. */
    String directory(BackupId id) {
        return root() + id + "/";
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
