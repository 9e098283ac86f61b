package io.cfa.maven.remote.login;

import com.jcraft.jsch.Session;
import io.cfa.maven.remote.config.SshEndpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The algorithms that the ssh configuration asks for, as lists, or as changes of our own: {@code +} adds, {@code -} takes away, {@code ^} prefers. */
final class Algorithms {

    private static final Map<String, List<String>> SETTINGS = Map.of(
            "kexalgorithms", List.of("kex"),
            "ciphers", List.of("cipher.c2s", "cipher.s2c"),
            "macs", List.of("mac.c2s", "mac.s2c"),
            "hostkeyalgorithms", List.of("server_host_key"),
            "pubkeyacceptedalgorithms", List.of("PubkeyAcceptedAlgorithms"),
            "pubkeyacceptedkeytypes", List.of("PubkeyAcceptedAlgorithms"),
            "casignaturealgorithms", List.of("ca_signature_algorithms"));

    private Algorithms() {}

    static void set(Session session, SshEndpoint endpoint) {
        SETTINGS.forEach((keyword, names) -> {
            Optional<String> wanted = endpoint.option(keyword);
            wanted.ifPresent(
                    value -> names.forEach(name -> session.setConfig(name, changed(session.getConfig(name), value))));
        });
    }

    static String changed(String ours, String wanted) {
        List<String> known = new ArrayList<>(Arrays.asList(ours.split(",")));
        List<String> named = Arrays.asList(wanted.replaceFirst("^[-+^]", "").split(","));
        switch (wanted.charAt(0)) {
            case '-' -> known.removeAll(named);
            case '+' -> {
                known.removeAll(named);
                known.addAll(named);
            }
            case '^' -> {
                known.removeAll(named);
                known.addAll(0, named);
            }
            default -> known = named;
        }
        return String.join(",", known);
    }
}
