package io.cfa.maven.image.registry;

import com.google.cloud.tools.jib.api.Credential;
import java.util.Optional;

/** A credential for one registry, and where it was found; prints as its source and user only. */
public final class RegistryLogin {

    private final String source;
    private final Optional<Credential> credential;

    private RegistryLogin(String source, Optional<Credential> credential) {
        this.source = source;
        this.credential = credential;
    }

    /**
     * A user and a password.
     *
     * @param source where they were found, for messages
     */
    public static RegistryLogin of(String source, String user, String password) {
        return of(source, Credential.from(user, password));
    }

    static RegistryLogin of(String source, Credential credential) {
        return new RegistryLogin(source, Optional.of(credential));
    }

    static RegistryLogin anonymous() {
        return new RegistryLogin("no credential", Optional.empty());
    }

    Optional<Credential> credential() {
        return credential;
    }

    @Override
    public String toString() {
        return credential
                .map(known -> source + (known.isOAuth2RefreshToken() ? "" : " (user " + known.getUsername() + ")"))
                .orElse(source);
    }
}
