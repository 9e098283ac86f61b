package io.cfa.maven.backup.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was given of a bucket is refused before anything is asked, where it is wrong or would show what nobody should see. */
class BucketAccessTest {

    private static final Map<String, String> KEY = S3Server.KEY;

    @Test
    void anAddressIsABucketAndAPrefix() {
        BucketAddress address = address("s3://backups.example/nightly/cfa2/");
        assertThat(address).isEqualTo(new BucketAddress("backups.example", "nightly/cfa2"));
        assertThat(address).hasToString("s3://backups.example/nightly/cfa2");
        assertThat(address("s3://backups")).hasToString("s3://backups");
    }

    @Test
    void oneOfABackupHasItsName() {
        BucketAddress address = address("s3://backups/cfa2/20261129T030000Z");
        assertThat(address.id()).hasToString("20261129T030000Z");
        assertThat(address.backups()).hasToString("s3://backups/cfa2");
        assertThat(address("s3://backups/20261129T030000Z").backups()).hasToString("s3://backups");
        assertThatThrownBy(() -> address.ofAll("cfa.archiveBucket"))
                .hasMessage("cfa.archiveBucket is s3://backups/cfa2/20261129T030000Z, the address of one backup."
                        + " Nothing was changed. Next: give that of all, s3://backups/cfa2");
        assertThatThrownBy(address("s3://backups/cfa2")::id)
                .hasMessage(
                        "s3://backups/cfa2 is the address of no backup, expected one that ends with its name, such as"
                                + " s3://backups/cfa2/20261129T030000Z. Nothing was changed. Next: name one of those that"
                                + " `cfa:backup -Dcfa.archiveBucket=s3://backups/cfa2 -Dcfa.dryRun` lists");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://",
                "s3://b",
                "s3://Backups",
                "s3://backups/../other",
                "s3://backups//x",
                "s3://backups/a b",
                "s3://backups?x=1",
                "https://backups.s3.amazonaws.com",
                "/srv/backups",
            })
    void anAddressOfAnotherFormIsRefused(String text) {
        assertThatThrownBy(() -> address(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "cfa.archiveBucket is \"" + text + "\", expected s3://bucket or s3://bucket/prefix.");
    }

    @Test
    void aKeyInAnAddressIsNotRepeated() {
        assertThatThrownBy(() -> address("s3://cfa:hunter2@backups/x"))
                .hasMessageNotContaining("hunter2")
                .hasMessageContaining("an address with an @ in it");
        assertThatThrownBy(() -> access("https://cfa:hunter2@minio.example", false, KEY))
                .hasMessageNotContaining("hunter2")
                .hasMessageStartingWith("cfa.s3Endpoint has another form than https://host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://minio",
                "https://",
                "https://minio/path",
                "https://minio?x",
                "https://minio#x",
                "https://mi nio"
            })
    void anEndpointOfAnotherFormIsRefused(String text) {
        assertThatThrownBy(() -> access(text, true, KEY))
                .hasMessage(
                        "cfa.s3Endpoint has another form than https://host or https://host:port. Nothing was changed."
                                + " Next: mend it, without a user, a bucket or a path in it");
    }

    @Test
    void plainHttpIsForThisMachine() {
        assertThatThrownBy(() -> access("http://minio.example:9000", false, KEY))
                .hasMessage(
                        "cfa.s3Endpoint is http://minio.example:9000, and backups would go there in the clear; expected https."
                                + " Nothing was changed. Next: give an address with https, or -Dcfa.allowInsecure where the network is"
                                + " yours alone");
        assertThat(access("http://minio.example:9000", true, KEY).endpoint()).hasToString("http://minio.example:9000");
        for (String here : new String[] {"http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000"}) {
            assertThat(access(here, false, KEY).endpoint()).hasToString(here);
        }
        assertThatThrownBy(() -> access("http://127.0.0.1.example:9000", false, KEY))
                .hasMessageContaining("in the clear");
        assertThat(access("minio.example:9000", false, KEY).endpoint()).hasToString("https://minio.example:9000");
    }

    @Test
    void aServerThatIsNotNamedIsAmazonsAndAskedByTls() {
        Map<String, String> environment = new HashMap<>(KEY);
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ENDPOINT_URL_S3", "http://elsewhere.example");
        BucketAccess access = BucketAccess.of(
                address("s3://backups"),
                new BucketAccess.Settings(Optional.empty(), Optional.empty(), false),
                environment);
        assertThat(access.endpoint()).hasToString("https://s3.eu-central-1.amazonaws.com");
        assertThat(access.isAmazons()).isTrue();
    }

    @Test
    void aRegionThatIsGivenComesFirstAndHasItsForm() {
        Map<String, String> environment = new HashMap<>(KEY);
        environment.put("AWS_DEFAULT_REGION", "eu-west-1");
        assertThat(access("https://minio.example", false, environment).region()).isEqualTo("eu-west-1");
        assertThat(access("https://minio.example", false, KEY).region()).isEqualTo("us-east-1");
        assertThatThrownBy(() -> BucketAccess.of(
                        address("s3://backups"),
                        new BucketAccess.Settings(Optional.empty(), Optional.of("eu.evil.example/#"), false),
                        KEY))
                .hasMessage("the region of the bucket is \"eu.evil.example/#\", expected a name such as eu-central-1."
                        + " Nothing was changed. Next: mend -Dcfa.s3Region or AWS_REGION");
    }

    @Test
    void aKeyComesFromTheEnvironmentWithoutWhatIsAroundIt() {
        BucketAccess.Key key = BucketAccess.Key.of(
                Map.of("AWS_ACCESS_KEY_ID", " cfa\n", "AWS_SECRET_ACCESS_KEY", "hunter2\n", "AWS_SESSION_TOKEN", ""));
        assertThat(key.id()).isEqualTo("cfa");
        assertThat(key.secret().reveal()).isEqualTo("hunter2");
        assertThat(key.token()).isEmpty();
        assertThat(key).hasToString("Key[id=cfa, secret=•••, token=Optional.empty]");
    }

    @Test
    void aKeyThatIsMissingIsNamed() {
        assertThatThrownBy(() -> BucketAccess.Key.of(Map.of("AWS_ACCESS_KEY_ID", "cfa")))
                .hasMessage(
                        "a bucket was named, and the environment has no AWS_SECRET_ACCESS_KEY. Nothing was changed. Next:"
                                + " set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, in a pipeline as masked variables");
        assertThatThrownBy(() -> BucketAccess.Key.of(Map.of("AWS_ACCESS_KEY_ID", " ")))
                .hasMessageContaining("no AWS_ACCESS_KEY_ID and no AWS_SECRET_ACCESS_KEY");
    }

    private static BucketAddress address(String text) {
        return BucketAddress.of(text, "cfa.archiveBucket");
    }

    private static BucketAccess access(String endpoint, boolean allowInsecure, Map<String, String> environment) {
        return BucketAccess.of(
                address("s3://backups"),
                new BucketAccess.Settings(Optional.of(endpoint), Optional.empty(), allowInsecure),
                environment);
    }
}
