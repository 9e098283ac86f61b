package io.cfa.maven.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the digest that FIPS 180-4 gives for the three letters. */
class Sha256Test {

    private static final String HEX = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void bytesFilesAndWhatIsFedHaveTheSame(@TempDir Path temp) throws IOException {
        Digest expected = Digest.of("sha256:" + HEX);
        assertThat(Sha256.of(ABC)).isEqualTo(expected);
        assertThat(Sha256.of(Files.write(temp.resolve("abc"), ABC))).isEqualTo(expected);
        MessageDigest fed = Sha256.begin();
        fed.update(ABC, 0, 1);
        fed.update(ABC, 1, 2);
        assertThat(Sha256.end(fed)).isEqualTo(expected);
        assertThat(Sha256.hex(expected)).isEqualTo(HEX);
    }

    @Test
    void aFileOfABundleHasItsDigitsAndIsItsBytes() {
        BundleFile file = BundleFile.of("abc");
        assertThat(file.checksum()).isEqualTo(HEX);
        assertThat(file)
                .isEqualTo(new BundleFile(ABC))
                .hasSameHashCodeAs(new BundleFile(ABC))
                .hasToString("3 bytes");
        assertThat(file).isNotEqualTo(BundleFile.of("abd")).isNotEqualTo("abc");
        assertThat(file.hashCode()).isNotEqualTo(BundleFile.of("abd").hashCode());
        assertThat(file.text()).contains("abc");
        assertThat(new BundleFile(new byte[] {(byte) 0xff}).text()).isEmpty();
    }
}
