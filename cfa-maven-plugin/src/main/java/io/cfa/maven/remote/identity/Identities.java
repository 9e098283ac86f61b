package io.cfa.maven.remote.identity;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.remote.config.IdentitySettings;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.config.SshTarget;
import io.cfa.maven.remote.key.CiVariableText;
import io.cfa.maven.remote.key.KeyFile;
import io.cfa.maven.remote.key.PrivateKey;
import io.cfa.maven.remote.key.PublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys that are offered to a host, in this order: that of SSH_PRIVATE_KEY_CFA2, or else those that the configuration names, the
 * other ones of a running agent, and those of {@code ~/.ssh}; of each key its certificates first.
 *
 * <p>What is named comes before what happens to be there, as a host lets only a few be tried.
 */
public final class Identities {

    /** The variable with the private key, or the path of its file. */
    static final String VARIABLE = "SSH_PRIVATE_KEY_CFA2";

    private static final List<String> DEFAULT_FILES =
            List.of("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk");

    private final SshEnvironment user;
    private final IdentitySettings settings;
    private final AgentKeys agent;
    private final Map<String, Identity> offered = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    private Identities(SshTarget target, SshEnvironment user, boolean askAgent) {
        this.user = user;
        this.settings = target.identities();
        this.agent = AgentKeys.of(askAgent ? settings.agent() : Optional.empty());
        agent.problem().ifPresent(leftOut::add);
    }

    /**
     * The keys for a target.
     *
     * @throws IllegalArgumentException if the variable holds no usable key, or there is no key at all
     */
    public static Identities of(SshTarget target, boolean jump, SshEnvironment user) {
        Optional<String> variable = user.variable(VARIABLE);
        Identities identities = new Identities(target, user, variable.isEmpty());
        variable.ifPresent(identities::addVariable);
        if (variable.isEmpty() || jump) {
            target.identities().files().forEach(identities::addFile);
        }
        if (variable.isEmpty()) {
            identities.addWhatIsThere();
        }
        if (identities.offered.isEmpty()) {
            throw new IllegalArgumentException("There is no private key to log in to " + target.name() + " with: "
                    + VARIABLE
                    + " is not set, no agent has one, and neither ~/.ssh/config nor ~/.ssh gives one that can be used"
                    + identities.notOffered() + ". Next: set " + VARIABLE + " to the key or the path of its file");
        }
        return identities;
    }

    /** Has them offered. */
    public void addTo(JSch jsch) {
        jsch.setIdentityRepository(new OrderedIdentities(List.copyOf(offered.values())));
    }

    /** Type, fingerprint and origin of each key, and why others are not among them. */
    @Override
    public String toString() {
        return String.join(", ", offered.keySet()) + notOffered();
    }

    /** What lets a user in with the first of them, or another one. */
    public String remedy(SshTarget target) {
        Identity first = offered.values().iterator().next();
        String user = target.endpoint().user();
        String another = ", or name another user (-Dcfa.host=USER@" + target.alias() + ")";
        return first instanceof CertifiedIdentity
                ? "see that the host trusts the certificate's authority (TrustedUserCAKeys) and that " + user
                        + " is one of its principals (ssh-keygen -L -f FILE)" + another
                : "add this line to ~" + user + "/.ssh/authorized_keys on the host" + another + ":\n  "
                        + AgentKeys.publicKey(first).line();
    }

    private String notOffered() {
        return leftOut.isEmpty() ? "" : "; left out: " + String.join(", ", leftOut);
    }

    private void addVariable(String value) {
        CiVariableText given = CiVariableText.of(VARIABLE, value, user);
        PrivateKey key = PrivateKey.read(given, passphrase());
        add(key.identity(), key.toString(), given.file());
    }

    private void addWhatIsThere() {
        List<Path> defaults = settings.files().isEmpty()
                ? DEFAULT_FILES.stream().map(user::ssh).filter(Files::exists).toList()
                : List.of();
        if (settings.only()) {
            defaults.forEach(this::addFile);
            return;
        }
        for (Identity each : agent.keys()) {
            add(each, AgentKeys.publicKey(each) + " (agent)", Optional.empty());
        }
        defaults.forEach(this::addFile);
    }

    /** A file may hold the key, or the public part of one that the agent holds; or be locked, and the agent holds it opened. */
    private void addFile(Path file) {
        Optional<PublicKey> publicPart = KeyFile.publicPart(file);
        Optional<Identity> ofAgent = publicPart.flatMap(agent::of);
        try {
            if (KeyFile.isPublic(file)) {
                add(
                        ofAgent.orElseThrow(() -> new IllegalArgumentException(file + " is a public key, and "
                                + (agent.keys().isEmpty()
                                        ? "there is no agent with keys"
                                        : "the agent does not hold its private part"))),
                        publicPart.orElseThrow() + " (" + file + ", agent)",
                        Optional.of(Path.of(file.toString().replaceFirst("\\.pub$", ""))));
                return;
            }
            PrivateKey key = PrivateKey.read(CiVariableText.of(file.toString(), file), passphrase());
            add(key.identity(), key.toString(), Optional.of(file));
        } catch (IllegalArgumentException e) {
            if (ofAgent.isPresent()) {
                add(ofAgent.get(), publicPart.get() + " (" + file + ", agent)", Optional.of(file));
            } else {
                leftOut.add(e.getMessage().replaceFirst("\\. Next: .*", ""));
            }
        }
    }

    /** Adds a key behind the certificates that there are for it: those of the configuration, and that in the file beside its own. */
    private void add(Identity identity, String text, Optional<Path> file) {
        PublicKey key = AgentKeys.publicKey(identity);
        Stream<Path> beside = file.map(path -> Path.of(path + "-cert.pub")).filter(Files::isRegularFile).stream();
        Stream.concat(settings.certificates().stream(), beside)
                .flatMap(path -> Certificate.read(path).stream())
                .filter(certificate -> certificate.certifies(key))
                .forEach(certificate -> offered.putIfAbsent(
                        certificate.text(key, Instant.now()), new CertifiedIdentity(identity, certificate)));
        boolean known = offered.values().stream()
                .anyMatch(each -> AgentKeys.publicKey(each).line().equals(key.line()));
        if (!known) {
            offered.put(text, identity);
        }
    }

    private Optional<Secret> passphrase() {
        return user.variable(PrivateKey.PASSPHRASE)
                .filter(text -> !text.isEmpty())
                .map(Secret::of);
    }
}
