package io.cfa.maven.remote.identity;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.SSHAgentConnector;
import io.cfa.maven.remote.key.PublicKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running agent holds.
 *
 * @param keys    its keys and certificates, in its order
 * @param problem why there are none, where the agent that was named does not answer
 */
record AgentKeys(List<Identity> keys, Optional<String> problem) {

    /** Asks the agent on a socket; there are no keys where there is none. */
    static AgentKeys of(Optional<Path> socket) {
        if (socket.isEmpty()) {
            return new AgentKeys(List.of(), Optional.empty());
        }
        try {
            IdentityRepository repository = new AgentIdentityRepository(new SSHAgentConnector(socket.get()));
            return repository.getStatus() == IdentityRepository.RUNNING
                    ? new AgentKeys(List.copyOf(repository.getIdentities()), Optional.empty())
                    : silent(socket.get());
        } catch (AgentProxyException | RuntimeException e) {
            return silent(socket.get());
        }
    }

    private static AgentKeys silent(Path socket) {
        return new AgentKeys(List.of(), Optional.of("the agent at " + socket + " does not answer"));
    }

    /** The one that signs for a public key. */
    Optional<Identity> of(PublicKey key) {
        return keys.stream()
                .filter(each -> publicKey(each).line().equals(key.line()))
                .findFirst();
    }

    static PublicKey publicKey(Identity identity) {
        return new PublicKey(identity.getPublicKeyBlob());
    }
}
