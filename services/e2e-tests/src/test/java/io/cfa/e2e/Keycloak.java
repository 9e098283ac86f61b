package io.cfa.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The real Keycloak: its admin makes users, which log in as people do. */
final class Keycloak {

    private static final String USERS = "/admin/realms/cfa/users";

    private final URI address;
    private final Path adminsPassword;
    private final LoginPage loginPage;
    private final List<String> users = new ArrayList<>();

    Keycloak(URI address, URI gateway, Path adminsPassword) {
        this.address = address;
        this.adminsPassword = adminsPassword;
        this.loginPage = new LoginPage(address, gateway);
    }

    /** A new user with a role, logged in. */
    Login logIn(String name, String role) {
        try {
            String admin = admin();
            String user = "e2e-" + UUID.randomUUID();
            String password = UUID.randomUUID().toString();
            String id = makeUser(admin, user, password);
            users.add(id);
            giveRole(admin, id, role);
            return new Login(name, id, loginPage.token(user, password));
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak at " + address, e);
        }
    }

    /** Deletes the users that were made here. */
    void forgetUsers() {
        try {
            String admin = admin();
            for (String user : users) {
                ok(send("DELETE", USERS + "/" + user, admin, ""));
            }
            users.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak at " + address, e);
        }
    }

    private String admin() throws IOException {
        String password = Files.readString(adminsPassword).trim();
        Map<String, String> form =
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", "admin", "password", password);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(LoginPage.form(form), US_ASCII));
        return ok(Http.send(request)).text("/access_token");
    }

    private String makeUser(String admin, String user, String password) throws IOException {
        String json =
                """
                {"username": "%1$s", "email": "%1$s@e2e.test", "emailVerified": true, "firstName": "EndToEnd", "lastName": "Test",
                 "enabled": true, "credentials": [{"type": "password", "value": "%2$s", "temporary": false}]}
                """
                        .formatted(user, password);
        HttpResponse<byte[]> made = send("POST", USERS, admin, json);
        ok(made);
        String location = made.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private void giveRole(String admin, String user, String role) throws IOException {
        String json = new String(
                ok(send("GET", "/admin/realms/cfa/roles/" + role, admin, "")).body(), UTF_8);
        ok(send("POST", USERS + "/" + user + "/role-mappings/realm", admin, "[" + json + "]"));
    }

    private HttpResponse<byte[]> send(String method, String path, String admin, String json) throws IOException {
        return Http.send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + admin)
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json, UTF_8)));
    }

    private static Reply ok(HttpResponse<byte[]> response) {
        String call = response.request().method() + " " + response.uri();
        return new Reply(call, response.statusCode(), response.body()).ok();
    }
}
