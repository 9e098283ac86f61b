package io.cfa.maven.remote.key;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.remote.config.CiVariableText;
import io.cfa.maven.remote.config.SshConfig;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.config.SshTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys that are offered to a host: that of SSH_PRIVATE_KEY_CFA2, or else those of a running agent, of the configuration and of
 * {@code ~/.ssh}, in this order.
 */
public final class Identities {

    /** The variable with the private key, or the path of its file. */
    static final String VARIABLE = "SSH_PRIVATE_KEY_CFA2";

    private static final List<String> DEFAULT_FILES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final SshEnvironment user;
    private final List<PrivateKey> keys = new ArrayList<>();
    private final List<Identity> ofAgent = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private Identities(SshEnvironment user) {
        this.user = user;
    }

    /**
     * The keys for a target.
     *
     * @throws IllegalArgumentException if the variable holds no usable key, or there is no key at all
     */
    public static Identities of(SshTarget target, boolean jump, SshEnvironment user) {
        Identities identities = new Identities(user);
        Optional<String> variable = user.variable(VARIABLE);
        variable.ifPresent(value -> identities.keys.add(
                PrivateKey.read(CiVariableText.of(VARIABLE, value, user), identities.passphrase())));
        if (variable.isEmpty()) {
            identities.addAgent(target);
        }
        if (variable.isEmpty() || jump) {
            identities.addFiles(target.identities().files());
        }
        if (variable.isEmpty() && target.identities().files().isEmpty()) {
            identities.addFiles(
                    DEFAULT_FILES.stream().map(user::ssh).filter(Files::exists).toList());
        }
        if (identities.keys.isEmpty() && identities.ofAgent.isEmpty()) {
            throw new IllegalArgumentException("There is no private key to log in to " + target.name() + " with: "
                    + VARIABLE
                    + " is not set, no agent has one, and neither ~/.ssh/config nor ~/.ssh gives one that can be used"
                    + identities.notOffered() + ". Next: set " + VARIABLE + " to the key or the path of its file");
        }
        return identities;
    }

    public void addTo(JSch jsch) throws JSchException {
        for (Identity identity : ofAgent) {
            jsch.addIdentity(identity, null);
        }
        for (PrivateKey key : keys) {
            key.addTo(jsch);
        }
    }

    /** Type, fingerprint and origin of each key, and why others are not among them. */
    @Override
    public String toString() {
        Stream<String> agent =
                ofAgent.stream().map(identity -> new PublicKey(identity.getPublicKeyBlob()) + " (agent)");
        return String.join(
                        ", ",
                        Stream.concat(agent, keys.stream().map(PrivateKey::toString))
                                .toList())
                + notOffered();
    }

    private String notOffered() {
        return leftOut.isEmpty() ? "" : "; left out: " + String.join(", ", leftOut);
    }

    private Optional<Secret> passphrase() {
        return user.variable(PrivateKey.PASSPHRASE)
                .filter(text -> !text.isEmpty())
                .map(Secret::of);
    }

    private void addFiles(List<Path> files) {
        for (Path file : files) {
            try {
                keys.add(PrivateKey.read(CiVariableText.of(file.toString(), file), passphrase()));
            } catch (IllegalArgumentException e) {
                leftOut.add(e.getMessage().replaceFirst("\\. Next: .*", ""));
            }
        }
    }

    private void addAgent(SshTarget target) {
        Optional<String> socket = user.variable("SSH_AUTH_SOCK").filter(path -> !path.isBlank());
        if (socket.isEmpty()) {
            return;
        }
        try {
            List<String> allowed = target.identities().files().stream()
                    .map(Identities::publicPart)
                    .toList();
            new AgentIdentityRepository(new SSHAgentConnector(Path.of(socket.get())))
                    .getIdentities().stream()
                            .filter(identity -> !target.identities().only()
                                    || allowed.contains(new PublicKey(identity.getPublicKeyBlob()).line()))
                            .forEach(ofAgent::add);
        } catch (AgentProxyException e) {
            leftOut.add("the agent at " + socket.get() + " does not answer");
        }
    }

    /** The key in the file {@code .pub} beside a private one, as {@link PublicKey#line()} writes it. */
    private static String publicPart(Path file) {
        try {
            List<String> words = SshConfig.words(Files.readString(Path.of(file + ".pub")));
            return words.size() > 1 ? words.get(0) + " " + words.get(1) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
