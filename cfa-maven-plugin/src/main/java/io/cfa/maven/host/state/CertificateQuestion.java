package io.cfa.maven.host.state;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.TlsMode;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.remote.Command;
import java.util.Map;
import java.util.Optional;

/** The command that asks a host for the edge's certificate, on the host and in the edge that runs; keys stay where they are. */
final class CertificateQuestion {

    /** Where the edge has that of the ACME client; see the compose file. */
    private static final String IN_THE_EDGE = "/certificate/";

    /**
     * Prints the number of private keys and whether the first fits, then the certificates; ends with 3 where the file cannot be read. Of what lies
     * between the lines of a key nothing is printed.
     */
    private static final String SCRIPT = "[ -r \"$1\" ] || exit 3;"
            + " keys=$(grep -c '^-----BEGIN .*PRIVATE KEY-----' \"$1\"); fit=unknown;"
            + " if command -v openssl >/dev/null; then fit=no;"
            + " public=$(timeout 5 openssl x509 -in \"$1\" -noout -pubkey 2>/dev/null)"
            + " && [ \"$public\" = \"$(timeout 5 openssl pkey -in \"$1\" -passin pass: -pubout 2>/dev/null)\" ] && fit=yes; fi;"
            + " echo \"$keys $fit\"; sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p' \"$1\" | head -c 65536";

    /** In the edge: a checksum of the file that it sees, and whether it could not load what is in it; see the compose file. */
    private static final String OF_FILE =
            "cksum </run/secrets/" + ObservedCertificate.SECRET + " || exit; [ ! -e /tmp/unusable ] || echo unusable";

    /** The same of what the ACME client has got, which the edge sees; and what the client said last. */
    private static final String OF_ACME = "if [ -r \"$1edge.pem\" ]; then"
            + " echo \"$(grep -c '^-----BEGIN .*PRIVATE KEY-----' \"$1edge.pem\") unknown\";"
            + " sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p' \"$1edge.pem\" | head -c 65536; else echo '0 unknown'; fi;"
            + " [ ! -r \"$1last\" ] || { printf 'last: '; head -n 1 \"$1last\" | cut -c -400; }";

    private static final String IN_EDGE = "if [ \"$2\" = file ]; then " + OF_FILE + "; else " + OF_ACME + " fi";

    /**
     * In the edge alone where the host's env file says {@code acme}; else on the host, and then whether the edge sees the same. What follows the script
     * and the file runs the script of the edge there.
     */
    private static final String BY_MODE = "if grep -Eqs '^(export )?" + TlsMode.VARIABLE
            + "[=:] *[\"'\\'']?acme' .env; then shift 2; exec \"$@\" acme; fi; file=$2; sh -c \"$1\" sh \"$file\" || exit; shift 2;"
            + " there=$(\"$@\" file </dev/null 2>/dev/null) || exit 0; case $there in *unusable) echo 'edge: CANNOT_USE' ;;"
            + " \"$(cksum <\"$file\")\") echo 'edge: READS' ;; *) echo 'edge: SEES_ANOTHER' ;; esac";

    private CertificateQuestion() {}

    /** What asks for it, in the way that the host's own env file says; nothing where the compose file has no such secret. */
    static Optional<Command> of(Stack stack, ComposeFile compose, ComposeProject project) {
        Optional<String> edge = stack.services().stream()
                .filter(Service::isEdge)
                .map(Service::name)
                .findFirst();
        return ObservedCertificate.file(compose, project.directory())
                .map(file -> edge.map(name -> byMode(project, name, file))
                        .orElseGet(() -> Command.of("sh", "-c", SCRIPT, "sh", file)));
    }

    private static Command byMode(ComposeProject project, String edge, String file) {
        Command inside = project.inside(edge, "sh", "-c", IN_EDGE, "sh", IN_THE_EDGE);
        Command command = Command.of("sh", "-c", BY_MODE, "sh", SCRIPT, file)
                .with(inside.argv().toArray(String[]::new))
                .in(project.directory())
                .within(inside.timeout());
        for (Map.Entry<String, String> variable : inside.environment().entrySet()) {
            command = command.env(variable.getKey(), variable.getValue());
        }
        return command;
    }
}
