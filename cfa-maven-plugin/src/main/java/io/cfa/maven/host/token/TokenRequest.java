package io.cfa.maven.host.token;

import io.cfa.maven.model.compose.ComposeExtensions.TokenSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A script for the bash of the container that gives tokens, and its arguments: it prints one, or what was answered instead, and ends with 4. */
public final class TokenRequest {

    private static final String SCRIPT = text();

    private TokenRequest() {}

    /** The script; it reads the client's secret in the container, so that no argument has it. */
    public static String script() {
        return SCRIPT;
    }

    /** What it is called with in the container of who gives tokens. */
    public static List<String> arguments(TokenSource source) {
        return List.of(Integer.toString(source.port()), source.path(), source.client(), source.secret());
    }

    /** What it is called with in another container that has the secret, and that network. */
    public static List<String> argumentsElsewhere(TokenSource source) {
        return List.of(source.service() + ":" + source.port(), source.path(), source.client(), source.secret());
    }

    private static String text() {
        try (InputStream stream = TokenRequest.class.getResourceAsStream("token.sh")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
