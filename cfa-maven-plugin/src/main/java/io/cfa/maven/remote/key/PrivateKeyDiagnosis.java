package io.cfa.maven.remote.key;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what a text that is no private key looks like instead. */
final class PrivateKeyDiagnosis {

    private static final Pattern PUBLIC = Pattern.compile("^(?:ssh|ecdsa|sk)-[a-z0-9@.-]+\\s+AAAA");
    private static final Pattern CERTIFICATE = Pattern.compile("^[a-z0-9-]+-cert-v01@openssh\\.com\\s+AAAA");
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");
    private static final String GIVE_PRIVATE = ". Next: give the private key, the file without .pub";

    private PrivateKeyDiagnosis() {}

    static String message(CiVariableText given) {
        String text = given.text();
        Matcher begin = BEGIN.matcher(text);
        String label = begin.find() ? begin.group(1) : "";
        String origin = given.origin();
        if (text.startsWith("PuTTY-User-Key-File")) {
            return origin
                    + " is a PuTTY key. Next: open it in PuTTYgen, and give what Conversions > Export OpenSSH key saves";
        }
        if (CERTIFICATE.matcher(text).find() || label.contains("CERTIFICATE")) {
            return origin + " is a certificate" + GIVE_PRIVATE;
        }
        if (PUBLIC.matcher(text).find()
                || label.endsWith("PUBLIC KEY")
                || text.startsWith("---- BEGIN SSH2 PUBLIC KEY")) {
            return origin + " is a public key" + GIVE_PRIVATE;
        }
        if (label.endsWith("PRIVATE KEY")) {
            return origin + " is cut off: it begins with -----BEGIN " + label + "-----, and has no matching END line ("
                    + given.size() + "). Next: copy the key file again, whole, best into a CI variable of type file";
        }
        return origin + " is no private key: there is no line -----BEGIN … PRIVATE KEY----- in its " + given.size()
                + ", and no file of that name. Next: give the private key, or the path of its file";
    }
}
