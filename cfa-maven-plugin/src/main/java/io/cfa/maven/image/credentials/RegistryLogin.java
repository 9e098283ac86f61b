package io.cfa.maven.image.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A credential for one registry, and where it was found; prints as its source and user only. */
public final class RegistryLogin {

    private final String source;
    private final Optional<String> user;
    private final Optional<String> password;
    private final Optional<String> identityToken;

    private RegistryLogin(
            String source, Optional<String> user, Optional<String> password, Optional<String> identityToken) {
        this.source = source;
        this.user = user;
        this.password = password;
        this.identityToken = identityToken;
    }

    /**
     * A user and a password.
     *
     * @param source where they were found, for messages
     */
    public static RegistryLogin of(String source, String user, String password) {
        return new RegistryLogin(source, Optional.of(user), Optional.of(password), Optional.empty());
    }

    /** An identity token: the refresh token of OAuth 2 that {@code docker login} keeps in the place of a password. */
    static RegistryLogin ofToken(String source, String identityToken) {
        return new RegistryLogin(source, Optional.empty(), Optional.empty(), Optional.of(identityToken));
    }

    /** Nobody. */
    public static RegistryLogin anonymous() {
        return new RegistryLogin("no credential", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The header of RFC 7617, where there is a password. */
    public Optional<String> basic() {
        return password.map(secret -> "Basic "
                + Base64.getEncoder()
                        .encodeToString((user.orElse("") + ":" + secret).getBytes(StandardCharsets.UTF_8)));
    }

    /** The token that a token server takes in the place of a password. */
    public Optional<String> identityToken() {
        return identityToken;
    }

    @Override
    public String toString() {
        return source + user.map(name -> " (user " + name + ")").orElse("");
    }
}
