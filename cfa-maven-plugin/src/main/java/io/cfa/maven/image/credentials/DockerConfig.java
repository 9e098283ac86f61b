package io.cfa.maven.image.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code docker login} writes to a file, or a pipeline gives in {@code DOCKER_AUTH_CONFIG}: passwords ({@code auths}), and who is asked for them ({@code credHelpers}, {@code credsStore}).
 * What is wrong in it for the registry that is asked about is named, never passed over: an anonymous pull of a private image says less.
 *
 * <p>Source: the Docker CLI's documentation of {@code config.json}, "Credential stores" and "Credential helpers"; GitLab's of
 * {@code DOCKER_AUTH_CONFIG}, which the Docker CLI reads since 28.2, before the file.
 *
 * @param place       the file, or the variable
 * @param text        what it holds; empty where it is not there
 * @param environment the variables of this process
 */
record DockerConfig(String place, Optional<byte[]> text, Map<String, String> environment) {

    private static final String VARIABLE = "DOCKER_AUTH_CONFIG";

    /** Under which key Docker keeps the login to Docker Hub. */
    private static final String HUB = "https://index.docker.io/v1/";

    private static final long LARGEST = 1 << 20;

    /** That of the environment. */
    static DockerConfig ofVariable(Map<String, String> environment) {
        return new DockerConfig(
                VARIABLE,
                Optional.ofNullable(environment.get(VARIABLE))
                        .filter(text -> !text.isBlank())
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                environment);
    }

    /** That of a file, which need not be there. */
    static DockerConfig ofFile(Path file, Map<String, String> environment) {
        try {
            if (!Files.isRegularFile(file)) {
                return new DockerConfig(file.toString(), Optional.empty(), environment);
            }
            if (Files.size(file) > LARGEST) {
                throw new ImageException(file + " has " + Files.size(file)
                        + " bytes, which no docker login writes. Next: docker logout and docker login write it anew");
            }
            return new DockerConfig(file.toString(), Optional.of(Files.readAllBytes(file)), environment);
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read: " + e.getMessage() + ". Next: check its rights", e);
        }
    }

    /** The login to a registry, where there is one. */
    Optional<RegistryLogin> login(String registry) {
        return text.flatMap(json -> login(read(json), registry));
    }

    private Optional<RegistryLogin> login(JsonNode config, String registry) {
        String key = registry.equals(ImageReference.DOCKER_HUB) ? HUB : registry;
        String helper = config.path("credHelpers").path(key).asText("");
        if (!helper.isEmpty()) {
            return helper("credHelpers", helper).get(key);
        }
        String store = config.path("credsStore").asText("");
        if (!store.isEmpty()) {
            Optional<RegistryLogin> kept = helper("credsStore", store).get(key);
            if (kept.isPresent()) {
                return kept;
            }
        }
        return entry(config.path("auths"), key, registry).flatMap(found -> login(found.getKey(), found.getValue()));
    }

    private CredentialProgram helper(String field, String name) {
        return new CredentialProgram(place + ", " + field, name, environment);
    }

    private JsonNode read(byte[] json) {
        String next = place.equals(VARIABLE)
                ? "give it the JSON of a config.json, not a file's name"
                : "mend it, or delete it and docker login again";
        try {
            JsonNode config = new ObjectMapper().readTree(json);
            if (config == null || !config.isObject()) {
                throw new ImageException(place + " holds no JSON object. Next: " + next);
            }
            return config;
        } catch (JsonProcessingException e) {
            // not the parser's own words: they may quote what stands around the place, and that may be a password
            throw new ImageException(place + ":" + e.getLocation().getLineNr() + " is no valid JSON. Next: " + next);
        } catch (IOException e) {
            throw new ImageException(place + " cannot be read. Next: " + next, e);
        }
    }

    /** As Docker looks: the name itself, or an address of it, with or without its path. */
    private static Optional<Map.Entry<String, JsonNode>> entry(JsonNode auths, String key, String registry) {
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>();
        Iterator<Map.Entry<String, JsonNode>> fields = auths.fields();
        fields.forEachRemaining(entries::add);
        return entries.stream()
                .filter(entry -> entry.getKey().equals(key))
                .findFirst()
                .or(() -> entries.stream()
                        .filter(entry -> host(entry.getKey()).equals(host(key))
                                || host(entry.getKey()).equals(host(registry)))
                        .findFirst());
    }

    private static String host(String address) {
        return address.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("/.*", "");
    }

    private Optional<RegistryLogin> login(String key, JsonNode entry) {
        String token = entry.path("identitytoken").asText("");
        if (!token.isEmpty()) {
            return Optional.of(RegistryLogin.ofToken(place, token));
        }
        String auth = entry.path("auth").asText("");
        if (!entry.path("username").asText("").isEmpty()) {
            return Optional.of(RegistryLogin.of(
                    place,
                    entry.path("username").asText(),
                    entry.path("password").asText("")));
        }
        if (!entry.has("auth")) {
            // docker login leaves an empty entry where a store has the password
            return Optional.empty();
        }
        String both = decoded(auth).orElseThrow(() -> broken(key, "is empty or not base64"));
        int colon = both.indexOf(':');
        if (colon <= 0) {
            throw broken(key, "does not hold a user and a password with a colon between them");
        }
        return Optional.of(RegistryLogin.of(
                place, both.substring(0, colon), both.substring(colon + 1).replace("\0", "")));
    }

    private static Optional<String> decoded(String auth) {
        try {
            return Optional.of(auth.strip())
                    .filter(text -> !text.isEmpty())
                    .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private ImageException broken(String key, String what) {
        return new ImageException("the auth of " + key + " in " + place + " " + what + ". Next: "
                + (place.equals(VARIABLE) ? "correct the variable" : "docker login " + host(key)));
    }
}
