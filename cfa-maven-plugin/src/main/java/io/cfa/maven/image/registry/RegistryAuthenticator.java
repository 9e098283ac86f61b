package io.cfa.maven.image.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.image.credentials.RegistryLogin;
import io.cfa.maven.image.http.HttpAnswer;
import io.cfa.maven.image.http.HttpCall;
import io.cfa.maven.image.http.HttpTransport;
import io.cfa.maven.image.http.RegistryRefusalException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says to a registry who we are, in the ways that it may ask for: with the password, or with a token that password or identity token are good
 * for. A secret goes to the registry itself, and to a token server over https; over plain http to the registry's own host and port alone.
 *
 * <p>Source: RFC 7617, and "Token Authentication Specification" and "Oauth2 Token Authentication" of the distribution project.
 */
final class RegistryAuthenticator {

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))");

    private final RegistryEndpoint endpoint;
    private final RegistryLogin login;
    private final HttpTransport http;
    private final Map<RegistryScope, String> headers = new ConcurrentHashMap<>();
    private final Map<RegistryScope, Object> renewals = new ConcurrentHashMap<>();
    private volatile String challenge = "";

    RegistryAuthenticator(RegistryEndpoint endpoint, RegistryLogin login, HttpTransport http) {
        this.endpoint = endpoint;
        this.login = login;
        this.http = http;
    }

    /** What to say in a request. */
    Optional<String> of(RegistryScope scope) {
        return Optional.ofNullable(headers.get(scope)).or(() -> isBasic() ? login.basic() : Optional.empty());
    }

    /**
     * Does what a refusal asks for, once for all requests that were refused at the same time.
     *
     * @param said what was said in the request that was refused
     * @return false where there is nothing else to say
     */
    boolean renew(RegistryScope scope, HttpAnswer refused, Optional<String> said) throws IOException {
        synchronized (renewals.computeIfAbsent(scope, any -> new Object())) {
            return !of(scope).equals(said) || renewed(scope, refused, said);
        }
    }

    private boolean renewed(RegistryScope scope, HttpAnswer refused, Optional<String> said) throws IOException {
        refused.header("WWW-Authenticate").ifPresent(asked -> challenge = asked);
        headers.remove(scope);
        if (isBasic()) {
            return login.basic()
                    .filter(header -> !said.equals(Optional.of(header)))
                    .isPresent();
        }
        Optional<String> token = bearer(scope);
        token.ifPresent(fresh -> headers.put(scope, fresh));
        return token.isPresent() && !token.equals(said);
    }

    private boolean isBasic() {
        return challenge.matches("(?is)(.*,\\s*)?Basic\\b.*") && !isBearer();
    }

    private boolean isBearer() {
        return challenge.matches("(?is)(.*,\\s*)?Bearer\\s.*");
    }

    private Optional<String> bearer(RegistryScope scope) throws IOException {
        if (!isBearer()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Matcher matcher = PARAMETER.matcher(challenge);
        while (matcher.find()) {
            parameters.putIfAbsent(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
        }
        URI realm = realm(parameters.getOrDefault("realm", ""));
        String service = "service=" + encoded(parameters.getOrDefault("service", ""));
        HttpAnswer answer = login.identityToken().isPresent()
                ? exchange(realm, service + "&scope=" + encoded(String.join(" ", scopes(scope))))
                : http.send(HttpCall.of("GET", withQuery(realm, service, scopes(scope)), Map.of()), login.basic());
        if (!answer.isGood()) {
            throw new RegistryRefusalException(answer);
        }
        return Optional.of("Bearer " + token(answer));
    }

    private static List<String> scopes(RegistryScope scope) {
        List<String> scopes = new ArrayList<>();
        scopes.add("repository:" + scope.repository() + (scope.push() ? ":pull,push" : ":pull"));
        scope.mountFrom().ifPresent(from -> scopes.add("repository:" + from + ":pull"));
        return scopes;
    }

    private static URI withQuery(URI realm, String service, List<String> scopes) {
        StringBuilder address = new StringBuilder(realm + (realm.getRawQuery() == null ? "?" : "&") + service);
        scopes.forEach(scope -> address.append("&scope=").append(encoded(scope)));
        return URI.create(address.toString());
    }

    private HttpAnswer exchange(URI realm, String about) throws IOException {
        String form = "grant_type=refresh_token&client_id=cfa-maven-plugin&" + about + "&refresh_token="
                + encoded(login.identityToken().orElseThrow());
        return http.send(
                HttpCall.of("POST", realm, Map.of("Content-Type", "application/x-www-form-urlencoded"))
                        .sending(HttpCall.bytes(form.getBytes(StandardCharsets.UTF_8))),
                Optional.empty());
    }

    private URI realm(String text) throws IOException {
        URI realm;
        try {
            realm = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new RegistryRefusalException("it names a token server that is no address");
        }
        boolean isSecure = "https".equalsIgnoreCase(realm.getScheme());
        boolean isOwnPlain =
                "http".equalsIgnoreCase(realm.getScheme()) && endpoint.mayBeInsecure() && endpoint.isOwn(realm);
        if (RegistryEndpoint.host(realm).isEmpty() || realm.getRawUserInfo() != null || !isSecure && !isOwnPlain) {
            throw new RegistryRefusalException("it wants our password sent to " + realm.getScheme() + "://"
                    + RegistryEndpoint.host(realm) + ", in plain http, and that is not the registry itself");
        }
        return realm;
    }

    private static String token(HttpAnswer answer) throws IOException {
        try {
            JsonNode json = new ObjectMapper().readTree(answer.body());
            // an empty one may stand beside the other, as servers for both specifications write it
            String token = Stream.of("token", "access_token")
                    .map(field -> json.path(field).asText(""))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            if (token.matches("[\\x21-\\x7e]+")) {
                return token;
            }
        } catch (IOException e) {
            // not its words: what is there may be a token
        }
        throw new RegistryRefusalException("its token server gave no token");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
