package io.cfa.maven.backup.archive;

import io.cfa.maven.host.RolloutException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * The secrets of a backup, decrypted on this machine: the key that can read them goes nowhere.
 *
 * <p>Source of the form: RFC 5652, "EnvelopedData", as {@code openssl cms -encrypt} writes it.
 */
public final class SecretFiles {

    /** Their file in a backup. */
    public static final String FILE = "secrets.tar.cms";

    private static final int LARGEST = 4 << 20;
    private static final int LARGEST_SECRET = 1 << 16;
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private SecretFiles() {}

    /**
     * Reads them.
     *
     * @param key in PEM, without a passphrase
     * @return each secret in base64, by its plain name
     * @throws RolloutException if the backup has none, or the key does not fit; no secret is in the message
     */
    public static SortedMap<String, String> read(BackupArchive archive, Path key) {
        Path file = archive.directory().resolve(FILE);
        if (!archive.checksums().byName().containsKey(FILE)) {
            throw refused(
                    archive.directory() + " holds no secrets",
                    "leave -Dcfa.secretsKey away, or restore a backup that was made with -Dcfa.withSecrets");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw refused(file + " has more than " + LARGEST + " bytes", "choose another backup");
            }
            return unpacked(decrypted(Files.readAllBytes(file), privateKey(key)));
        } catch (CMSException | IOException e) {
            // what the library says may tell of the key
            throw refused(
                    file + " cannot be decrypted with " + key + " ("
                            + e.getClass().getSimpleName() + ")",
                    "name the key of the certificate that the backup was made with; its certificate.pem is beside the secrets");
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PEMParser parser = new PEMParser(reader)) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter().setProvider(PROVIDER);
            for (Object read = parser.readObject(); read != null; read = parser.readObject()) {
                if (read instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (read instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
            }
        } catch (IOException e) {
            throw refused(
                    file + " cannot be read as a key in PEM (" + e.getClass().getSimpleName() + ")",
                    "name the file of the key");
        }
        throw refused(
                file + " holds no key in PEM without a passphrase",
                "name the file of the key; with a passphrase, `openssl pkey -in KEY -out FILE` takes it off for now");
    }

    private static byte[] decrypted(byte[] enveloped, PrivateKey key) throws CMSException {
        CMSException last = new CMSException("no recipient");
        for (RecipientInformation recipient :
                new CMSEnvelopedData(enveloped).getRecipientInfos().getRecipients()) {
            try {
                return recipient.getContent(
                        key.getAlgorithm().equals("RSA")
                                ? new JceKeyTransEnvelopedRecipient(key).setProvider(PROVIDER)
                                : new JceKeyAgreeEnvelopedRecipient(key).setProvider(PROVIDER));
            } catch (CMSException e) {
                last = e;
            } catch (RuntimeException e) {
                // a recipient of another kind than the key
                last = new CMSException("another kind of key", e);
            }
        }
        throw last;
    }

    private static SortedMap<String, String> unpacked(byte[] tar) throws IOException {
        SortedMap<String, String> secrets = new TreeMap<>();
        try (TarArchiveInputStream entries = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                String name = entry.getName().replaceFirst("^\\./", "");
                if (entry.isDirectory() && name.isEmpty()) {
                    continue;
                }
                if (!entry.isFile() || !name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,120}")) {
                    throw refused("its secrets hold an entry that is no plain file", "choose another backup");
                }
                secrets.put(name, base64(entries));
            }
        }
        if (secrets.isEmpty()) {
            throw refused("its secrets are empty", "choose another backup");
        }
        return secrets;
    }

    private static String base64(InputStream entry) throws IOException {
        byte[] secret = entry.readNBytes(LARGEST_SECRET + 1);
        if (secret.length > LARGEST_SECRET) {
            throw refused("one of its secrets has more than " + LARGEST_SECRET + " bytes", "choose another backup");
        }
        return Base64.getEncoder().encodeToString(secret);
    }

    private static RolloutException refused(String why, String next) {
        return new RolloutException("the secrets were not read: " + why + ". Nothing was changed. Next: " + next);
    }
}
