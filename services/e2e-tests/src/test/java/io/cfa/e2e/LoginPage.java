package io.cfa.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keycloak's login page, used as Swagger UI and a person do: authorization code with PKCE for the client {@code cfa-web}. */
final class LoginPage {

    private static final Pattern FORM = Pattern.compile("<form[^>]+action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI keycloak;
    private final String protocol;
    private final String back;

    LoginPage(URI keycloak, URI gateway) {
        this.keycloak = keycloak;
        this.protocol = keycloak + "/realms/cfa/protocol/openid-connect";
        this.back = gateway + "/swagger-ui/oauth2-redirect.html";
    }

    /** An access token of a user. */
    String token(String user, String password) throws IOException {
        String verifier = random();
        HttpResponse<byte[]> page = Http.send(HttpRequest.newBuilder(URI.create(protocol + "/auth?"
                + form(Map.of(
                        "client_id", "cfa-web",
                        "response_type", "code",
                        "scope", "openid",
                        "state", random(),
                        "redirect_uri", back,
                        "code_challenge", challenge(verifier),
                        "code_challenge_method", "S256")))));
        HttpResponse<byte[]> loggedIn = Http.send(post(action(page), Map.of("username", user, "password", password))
                .header("Cookie", cookies(page)));
        HttpResponse<byte[]> granted = Http.send(post(
                URI.create(protocol + "/token"),
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "cfa-web",
                        "redirect_uri",
                        back,
                        "code",
                        code(loggedIn),
                        "code_verifier",
                        verifier)));
        return new Reply("the token of " + user, granted.statusCode(), granted.body())
                .ok()
                .text("/access_token");
    }

    /** The form's own address is that of Keycloak's public name; only its path counts here. */
    private URI action(HttpResponse<byte[]> page) throws IOException {
        Matcher form = FORM.matcher(new String(page.body(), UTF_8));
        if (page.statusCode() != 200 || !form.find()) {
            throw new IOException(
                    "no login page for " + back + ", but " + page.statusCode() + " " + new String(page.body(), UTF_8));
        }
        URI action = URI.create(form.group(1).replace("&amp;", "&"));
        return URI.create(keycloak.getScheme() + "://" + keycloak.getRawAuthority() + action.getRawPath() + "?"
                + action.getRawQuery());
    }

    private static String cookies(HttpResponse<byte[]> page) {
        return page.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(joining("; "));
    }

    private static String code(HttpResponse<byte[]> loggedIn) throws IOException {
        Matcher code = CODE.matcher(loggedIn.headers().firstValue("Location").orElse(""));
        if (!code.find()) {
            throw new IOException("not logged in, but " + loggedIn.statusCode() + " "
                    + loggedIn.headers().firstValue("Location").orElseGet(() -> new String(loggedIn.body(), UTF_8)));
        }
        return code.group(1);
    }

    private static HttpRequest.Builder post(URI address, Map<String, String> form) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(form), US_ASCII));
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(joining("&"));
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return base64(bytes);
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
