package io.cfa.maven.image.registry;

import com.google.cloud.tools.jib.api.Credential;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says to a registry who we are, in the two ways that it may ask for: with the password, or with a token that the password is good for.
 *
 * <p>Source: RFC 7617, and "Token Authentication Specification" of the distribution project.
 */
final class RegistryAuthenticator {

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern TOKEN = Pattern.compile("\"(?:access_)?token\"\\s*:\\s*\"([^\"]+)\"");

    private final RegistryLogin login;
    private final Map<RegistryScope, String> headers = new ConcurrentHashMap<>();

    RegistryAuthenticator(RegistryLogin login) {
        this.login = login;
    }

    /** What to say in a request. */
    Optional<String> of(RegistryScope scope) {
        return Optional.ofNullable(headers.get(scope));
    }

    /** Does what a refusal asks for; false where that is nothing usual. */
    boolean renew(RegistryScope scope, HttpURLConnection refused) throws IOException {
        String challenge =
                Optional.ofNullable(refused.getHeaderField("WWW-Authenticate")).orElse("");
        boolean isSecure = refused.getURL().getProtocol().equals("https");
        Optional<String> header = challenge.regionMatches(true, 0, "Bearer ", 0, 7)
                ? bearer(scope, challenge, isSecure)
                : basic().filter(any -> challenge.regionMatches(true, 0, "Basic ", 0, 6));
        header.filter(fresh -> !fresh.equals(headers.get(scope)))
                .ifPresentOrElse(fresh -> headers.put(scope, fresh), () -> headers.remove(scope));
        return headers.containsKey(scope);
    }

    private Optional<String> basic() {
        return login.credential().filter(known -> !known.isOAuth2RefreshToken()).map(RegistryAuthenticator::basic);
    }

    private static String basic(Credential credential) {
        byte[] both = (credential.getUsername() + ":" + credential.getPassword()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private Optional<String> bearer(RegistryScope scope, String challenge, boolean isSecure) throws IOException {
        Map<String, String> parameters = new ConcurrentHashMap<>();
        Matcher matcher = PARAMETER.matcher(challenge);
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(2));
        }
        String realm = parameters.getOrDefault("realm", "");
        boolean isOAuth =
                login.credential().filter(Credential::isOAuth2RefreshToken).isPresent();
        if (isOAuth || !realm.startsWith("https://") && (isSecure || !realm.startsWith("http://"))) {
            return Optional.empty();
        }
        String query = "service="
                + URLEncoder.encode(parameters.getOrDefault("service", ""), StandardCharsets.UTF_8)
                + "&scope=repository:" + scope.repository() + (scope.push() ? ":pull,push" : ":pull");
        return token(URI.create(realm + (realm.contains("?") ? "&" : "?") + query));
    }

    private Optional<String> token(URI address) throws IOException {
        HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
        request.setConnectTimeout(RegistryEndpoint.PATIENCE_MILLIS);
        request.setReadTimeout(RegistryEndpoint.PATIENCE_MILLIS);
        request.setInstanceFollowRedirects(false);
        basic().ifPresent(header -> request.setRequestProperty("Authorization", header));
        if (request.getResponseCode() != HttpURLConnection.HTTP_OK) {
            return Optional.empty();
        }
        try (InputStream in = request.getInputStream()) {
            Matcher token = TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return token.find() ? Optional.of("Bearer " + token.group(1)) : Optional.empty();
        }
    }
}
