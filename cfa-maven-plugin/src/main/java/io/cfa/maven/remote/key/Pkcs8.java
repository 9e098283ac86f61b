package io.cfa.maven.remote.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Turns a PKCS#8 key into the format of its algorithm: PKCS#1 for RSA, SEC1 for ECDSA, OpenSSH's own for ed25519.
 *
 * <p>jsch reads PKCS#8 too, but takes one curve for another, and needs Bouncy Castle for ed25519. Source: RFC 5958, RFC 5915, RFC 8410.
 */
final class Pkcs8 {

    private static final byte[] RSA = {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1};
    private static final byte[] DSA = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x38, 4, 1};
    private static final byte[] EC = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};
    private static final byte[] ED25519 = {0x2b, 0x65, 0x70};
    private static final int ALGORITHM = 1;
    private static final int KEY = 2;
    private static final int EC_PUBLIC = 0xa1;
    private static final int EC_PARAMETERS = 0xa0;

    private Pkcs8() {}

    /** Opens an encrypted key; nothing where the passphrase does not. */
    static Optional<byte[]> decrypt(byte[] encrypted, byte[] passphrase) {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            // the parameters print as the name that the cipher goes by: PBEWithHmacSHA256AndAES_256
            String algorithm =
                    info.getAlgName().equals("PBES2") || info.getAlgName().contains("1.2.840.113549.1.5.13")
                            ? info.getAlgParameters().toString()
                            : info.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            PBEKeySpec spec = new PBEKeySpec(new String(passphrase, StandardCharsets.UTF_8).toCharArray());
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
                    info.getAlgParameters());
            return Optional.of(info.getKeySpec(cipher).getEncoded());
        } catch (InvalidKeyException | InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new UnusableKeyException(
                    "is encrypted in a way that Java does not know, as scrypt. Next: have it encrypted"
                            + " in the usual way, with the same passphrase: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out NEWFILE");
        }
    }

    /** The same key in its algorithm's own format. */
    static String pem(byte[] pkcs8) {
        List<Der> parts = Der.read(pkcs8).get(0).parts();
        List<Der> algorithm = parts.get(ALGORITHM).parts();
        byte[] key = parts.get(KEY).content();
        byte[] id = algorithm.get(0).content();
        if (Arrays.equals(id, RSA)) {
            return Pem.text("RSA PRIVATE KEY", key);
        }
        if (Arrays.equals(id, EC)) {
            return Pem.text("EC PRIVATE KEY", sec1(Der.read(key).get(0).parts(), algorithm.get(1)));
        }
        if (Arrays.equals(id, ED25519)) {
            return ed25519(Der.read(key).get(0).content());
        }
        throw new UnusableKeyException(
                Arrays.equals(id, DSA)
                        ? UnusableKeys.DSA
                        : "is of an algorithm that SSH does not use. Next: make an ed25519 key: ssh-keygen -t ed25519");
    }

    private static byte[] sec1(List<Der> parts, Der curve) {
        UnusableKeys.checkCurve(curve.content());
        Der point = parts.stream()
                .filter(part -> part.tag() == EC_PUBLIC)
                .findFirst()
                .orElseThrow(() -> new UnusableKeyException(
                        "lacks its public part. Next: have it added: openssl pkey -in FILE -out NEWFILE"));
        return Der.sequence(parts.get(0), parts.get(1), new Der(EC_PARAMETERS, curve.encoded()), point)
                .encoded();
    }

    private static String ed25519(byte[] seed) {
        byte[] point = publicPoint(seed);
        SshWireWriter blob = new SshWireWriter().text("ssh-ed25519").bytes(point);
        SshWireWriter secret = new SshWireWriter()
                .number(0)
                .number(0)
                .raw(blob.toByteArray())
                .bytes(join(seed, point))
                .text("");
        for (int pad = 1; secret.size() % 8 != 0; pad++) {
            secret.raw(new byte[] {(byte) pad});
        }
        SshWireWriter key = new SshWireWriter()
                .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                .text("none")
                .text("none")
                .text("")
                .number(1)
                .bytes(blob.toByteArray())
                .bytes(secret.toByteArray());
        return Pem.text("OPENSSH PRIVATE KEY", key.toByteArray());
    }

    /** Java makes the public point of a seed only on the way of making a new pair; so the seed is what it gets for random. */
    private static byte[] publicPoint(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
            var point = ((EdECPublicKey) generator.generateKeyPair().getPublic()).getPoint();
            byte[] bigEndian = point.getY().toByteArray();
            byte[] encoded = new byte[seed.length];
            for (int i = 0; i < Math.min(encoded.length, bigEndian.length); i++) {
                encoded[i] = bigEndian[bigEndian.length - 1 - i];
            }
            encoded[encoded.length - 1] |= (byte) (point.isXOdd() ? 0x80 : 0);
            return encoded;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Random that is not. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] seed;

        Given(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
