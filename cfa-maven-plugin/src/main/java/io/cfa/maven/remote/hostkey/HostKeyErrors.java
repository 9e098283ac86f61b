package io.cfa.maven.remote.hostkey;

import io.cfa.maven.remote.key.PublicKey;
import java.util.List;
import java.util.stream.Collectors;

/** Says why the key that a host shows is refused, and what to do about it. */
final class HostKeyErrors {

    private HostKeyErrors() {}

    static String unknown(String host, PublicKey key, String place) {
        return "the host key is not known. It shows " + key + ". Next: " + compare(key)
                + ", and if it is the same, add this line to " + place + ":\n  " + host + " " + key.line();
    }

    static String changed(String host, PublicKey key, List<KnownHost> pinned) {
        String old = pinned.stream()
                .map(entry -> entry.key() + " (" + entry.place() + ")")
                .collect(Collectors.joining(", "));
        return "THE HOST KEY HAS CHANGED. Known is " + old + "; it shows " + key
                + ". Either the host was set up anew, or someone stands in between. Nothing was sent. Next: ask the host's owner; "
                + compare(key) + ", and only if it is the same, put this line in the place of the old one:\n  " + host
                + " "
                + key.line();
    }

    static String revoked(PublicKey key, KnownHost entry) {
        return "the host key is revoked. It shows " + key + ", which " + entry.place()
                + " forbids. Next: have the host's owner make a new host key";
    }

    private static String compare(PublicKey key) {
        String file = key.type().replaceAll("^ssh-|-sha2-.*$", "");
        return "compare the fingerprint on the host itself (ssh-keygen -lf /etc/ssh/ssh_host_" + file + "_key.pub)";
    }
}
