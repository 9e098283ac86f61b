package io.cfa.maven.remote.key;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Whole keys that nobody can log in with from here, and why. */
final class UnusableKeys {

    static final String DSA =
            "is a DSA key, which no sshd takes any more (OpenSSH since 7.0). Next: make an ed25519 key"
                    + " (ssh-keygen -t ed25519), and add its public part to authorized_keys on the host";

    private static final String NEW_KEY =
            ". Next: make an ed25519 key (ssh-keygen -t ed25519), and add its public part to"
                    + " authorized_keys on the host";
    private static final String TOKEN =
            "is a key of a security token (%s), of which the file holds a part only. Next: for a"
                    + " pipeline make a key without a token (ssh-keygen -t ed25519); at a desk load this one into ssh-agent (ssh-add"
                    + " FILE), and leave SSH_PRIVATE_KEY_CFA2 unset";
    private static final List<String> CURVES = List.of("2a8648ce3d030107", "2b81040022", "2b81040023");
    private static final Map<String, String> OTHER_CURVES =
            Map.of("2b8104000a", "secp256k1", "2b81040021", "secp224r1");
    private static final int PARAMETERS = 0xa0;

    private UnusableKeys() {}

    /** Refuses by label and content; the content of what is encrypted is not looked at. */
    static void check(String label, byte[] content) {
        if (label.equals("DSA PRIVATE KEY")) {
            throw new UnusableKeyException(DSA);
        }
        if (label.equals("EC PRIVATE KEY") && content.length > 0) {
            Der.read(content).get(0).parts().stream()
                    .filter(part -> part.tag() == PARAMETERS)
                    .forEach(part -> checkCurve(part.parts().get(0).content()));
        }
        OpenSshKeyFile.publicPart(content).map(PublicKey::type).ifPresent(UnusableKeys::checkType);
    }

    /** Refuses a curve by its object identifier. */
    static void checkCurve(byte[] identifier) {
        String curve = HexFormat.of().formatHex(identifier);
        if (!CURVES.contains(curve)) {
            throw new UnusableKeyException(
                    "is on the curve " + OTHER_CURVES.getOrDefault(curve, "with the identifier " + curve)
                            + ", and SSH uses nistp256, nistp384 and nistp521" + NEW_KEY);
        }
    }

    private static void checkType(String type) {
        if (type.startsWith("sk-")) {
            throw new UnusableKeyException(String.format(TOKEN, type));
        }
        if (type.equals("ssh-dss")) {
            throw new UnusableKeyException(DSA);
        }
    }
}
