package io.cfa.maven.remote.login;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says which kind of algorithm host and client have none of in common, and which setting mends it. */
final class NoCommonAlgorithm {

    private static final Map<String, List<String>> KINDS = Map.of(
            "kex", List.of("key exchange", "KexAlgorithms"),
            "server_host_key", List.of("host key", "HostKeyAlgorithms"),
            "cipher", List.of("cipher", "Ciphers"),
            "mac", List.of("MAC", "MACs"));

    /** What this client can do, and does only when asked, as it is broken or weak. */
    private static final Set<String> OLD = Set.of(
            "ssh-rsa",
            "diffie-hellman-group14-sha1",
            "diffie-hellman-group-exchange-sha1",
            "diffie-hellman-group1-sha1",
            "aes128-cbc",
            "aes192-cbc",
            "aes256-cbc",
            "3des-cbc",
            "hmac-sha1-96",
            "hmac-md5");

    private NoCommonAlgorithm() {}

    static String message(JSchAlgoNegoFailException failure) {
        List<String> kind = KINDS.getOrDefault(
                failure.getAlgorithmName().replaceFirst("\\..*", ""), List.of("algorithm", "algorithms"));
        List<String> theirs = Arrays.stream(failure.getServerProposal().split(","))
                .filter(name -> !name.startsWith("kex-strict") && !name.startsWith("ext-info"))
                .toList();
        List<String> ours = Arrays.stream(failure.getJSchProposal().split(","))
                .filter(name -> !name.startsWith("kex-strict") && !name.startsWith("ext-info"))
                .toList();
        String old = theirs.stream().filter(OLD::contains).findFirst().orElse("");
        String remedy = old.isEmpty()
                ? "add one of ours on the host, in sshd_config: " + kind.get(1) + " +" + preferred(ours)
                : "update the host's sshd, or for the time being allow it in ~/.ssh/config: " + kind.get(1) + " +"
                        + old;
        return "the host's sshd and this client have no " + kind.get(0) + " in common. The host has "
                + String.join(", ", theirs) + "; this client " + String.join(", ", ours) + ". Next: " + remedy;
    }

    private static String preferred(List<String> ours) {
        return ours.stream()
                .filter(name -> !name.contains("mlkem") && !name.contains("-cert-"))
                .findFirst()
                .orElse(ours.get(0));
    }
}
