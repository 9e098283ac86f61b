package io.cfa.maven.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.host.RolloutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final KeyPair RSA = made("RSA");

    @TempDir
    Path temp;

    private Path backup;

    @BeforeEach
    void aBackup() {
        backup = ArchiveFixture.in(temp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void theKeyOfTheCertificateReadsThem(String algorithm) throws Exception {
        KeyPair pair = pair(algorithm);
        BackupArchive archive = with(tar("./redis_password", "hunter2"), pair);
        assertThat(SecretFiles.read(archive, key(pair)))
                .isEqualTo(new TreeMap<>(Map.of("redis_password", "aHVudGVyMg==")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void anotherKeyReadsNothing(String algorithm) throws Exception {
        BackupArchive archive = with(tar("./redis_password", "hunter2"), pair("EC"));
        Path other = key(pair(algorithm));
        assertThatThrownBy(() -> SecretFiles.read(archive, other))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith("the secrets were not read: " + backup.resolve("secrets.tar.cms")
                        + " cannot be decrypted with " + other + " (")
                .hasMessageEndingWith(". Nothing was changed. Next: name the key of the certificate that the backup was"
                        + " made with; its certificate.pem is beside the secrets")
                .hasMessageNotContaining("PRIVATE");
    }

    @Test
    void whatIsNoKeyIsNamed() throws Exception {
        BackupArchive archive = with(tar("./redis_password", "hunter2"), pair("EC"));
        Path none = Files.writeString(temp.resolve("none.pem"), "nothing");
        assertThatThrownBy(() -> SecretFiles.read(archive, none))
                .hasMessage("the secrets were not read: " + none
                        + " holds no key in PEM without a passphrase. Nothing was changed. Next: name the file of the"
                        + " key; with a passphrase, `openssl pkey -in KEY -out FILE` takes it off for now");
        assertThatThrownBy(() -> SecretFiles.read(archive, temp.resolve("missing.pem")))
                .hasMessageContaining("cannot be read as a key in PEM (NoSuchFileException)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/b", ".hidden", "/etc/passwd"})
    void aSecretThatLeadsElsewhereIsRefused(String name) throws Exception {
        KeyPair pair = pair("EC");
        BackupArchive archive = with(tar(name, "x"), pair);
        Path key = key(pair);
        assertThatThrownBy(() -> SecretFiles.read(archive, key))
                .hasMessage(
                        "the secrets were not read: its secrets hold an entry that is no plain file. Nothing was changed."
                                + " Next: choose another backup");
    }

    @Test
    void whatIsNoEnvelopeIsRefused() throws Exception {
        Files.writeString(backup.resolve(SecretFiles.FILE), "nonsense");
        ArchiveFixture.sum(backup);
        Path key = key(pair("EC"));
        BackupArchive archive = BackupArchive.read(backup);
        assertThatThrownBy(() -> SecretFiles.read(archive, key)).hasMessageContaining(" cannot be decrypted with ");
    }

    @Test
    void aKeyIsForANewHostAndABackupWithSecrets() throws Exception {
        Path key = key(pair("EC"));
        BackupArchive archive = BackupArchive.read(backup);
        assertThatThrownBy(() -> new SecretsSource(Optional.of(archive), Optional.of(key)).read())
                .hasMessageStartingWith(
                        "the secrets were not read: " + backup + " holds no secrets. Nothing was changed.");
        assertThatThrownBy(() -> new SecretsSource(Optional.empty(), Optional.of(key)).requireNone("cfa2"))
                .hasMessage("-Dcfa.secretsKey puts secrets on a new host, with -Dcfa.archive; cfa2 has its own, or no"
                        + " backup was named. Nothing was changed. Next: leave it away");
        assertThat(new SecretsSource(Optional.of(archive), Optional.empty()).read())
                .isEmpty();
    }

    private BackupArchive with(byte[] tar, KeyPair pair) throws Exception {
        X509Certificate certificate = certificate(pair);
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        if (pair.getPrivate().getAlgorithm().equals("RSA")) {
            generator.addRecipientInfoGenerator(
                    new JceKeyTransRecipientInfoGenerator(certificate).setProvider(PROVIDER));
        } else {
            // as openssl has it: an ephemeral key of the sender
            KeyPair sender = pair("EC");
            generator.addRecipientInfoGenerator(new JceKeyAgreeRecipientInfoGenerator(
                            CMSAlgorithm.ECDH_SHA1KDF,
                            sender.getPrivate(),
                            sender.getPublic(),
                            CMSAlgorithm.AES256_WRAP)
                    .addRecipient(certificate)
                    .setProvider(PROVIDER));
        }
        Files.write(
                backup.resolve(SecretFiles.FILE),
                generator
                        .generate(
                                new CMSProcessableByteArray(tar),
                                new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC)
                                        .setProvider(PROVIDER)
                                        .build())
                        .getEncoded());
        ArchiveFixture.sum(backup);
        return BackupArchive.read(backup);
    }

    private static X509Certificate certificate(KeyPair pair) throws Exception {
        X500Name name = new X500Name("CN=backup");
        String signature = pair.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        return new JcaX509CertificateConverter()
                .setProvider(PROVIDER)
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name, BigInteger.ONE, new Date(0), new Date(4_000_000_000_000L), name, pair.getPublic())
                        .build(new JcaContentSignerBuilder(signature)
                                .setProvider(PROVIDER)
                                .build(pair.getPrivate())));
    }

    /** That of RSA takes a while even with 1024 bits, and is made once. */
    private static KeyPair pair(String algorithm) {
        return algorithm.equals("RSA") ? RSA : made(algorithm);
    }

    private static KeyPair made(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, PROVIDER);
            if (algorithm.equals("RSA")) {
                generator.initialize(1024);
            } else {
                generator.initialize(new ECGenParameterSpec("P-256"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path key(KeyPair pair) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(pair.getPrivate());
        }
        return Files.writeString(temp.resolve("key-" + System.identityHashCode(pair) + ".pem"), text.toString());
    }

    private static byte[] tar(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.putArchiveEntry(new TarArchiveEntry("./"));
            tar.closeArchiveEntry();
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            byte[] text = content.getBytes(StandardCharsets.UTF_8);
            entry.setSize(text.length);
            tar.putArchiveEntry(entry);
            tar.write(text);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
