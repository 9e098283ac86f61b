package io.cfa.maven.remote.key;

import java.util.Base64;

/** The armour around a key: base64 in lines between BEGIN and END. */
final class Pem {

    private static final int WIDTH = 64;

    private Pem() {}

    /** The armour around bytes. */
    static String text(String label, byte[] content) {
        return text(label, "", Base64.getEncoder().encodeToString(content));
    }

    /** The armour around base64 that may be one line, with headers, which end in an empty line where there are any. */
    static String text(String label, String headers, String base64) {
        return "-----BEGIN " + label + "-----\n" + headers + base64.replaceAll("(.{" + WIDTH + "})(?=.)", "$1\n")
                + "\n-----END " + label + "-----\n";
    }

    /** What is in base64. */
    static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
