package io.cfa.e2e;

import java.net.URI;
import java.nio.file.Path;

/** What is deployed, behind its gateway; the logins are users that exist as long as the test runs. */
final class Deployment extends Platform {

    private final URI gateway;
    private final Keycloak keycloak;

    private Deployment(URI gateway, Keycloak keycloak) {
        this.gateway = gateway;
        this.keycloak = keycloak;
    }

    /** The gateway's address is given, the rest are properties. */
    static Deployment behind(String gateway) {
        String keycloak = required("cfa.e2e.keycloak", "the address of Keycloak, such as http://127.0.0.1:58090");
        String password = required("cfa.e2e.keycloak-password-file", "the file of the admin's password");
        URI address = URI.create(gateway.replaceAll("/+$", ""));
        return new Deployment(
                address, new Keycloak(URI.create(keycloak.replaceAll("/+$", "")), address, Path.of(password)));
    }

    private static String required(String property, String what) {
        String value = System.getProperty(property, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("no -D" + property + ". Next: name " + what);
        }
        return value;
    }

    @Override
    URI address(String service) {
        return URI.create(gateway + "/api/" + service);
    }

    @Override
    Login logIn(String name, String role) {
        return keycloak.logIn(name, role);
    }

    @Override
    public void close() {
        keycloak.forgetUsers();
    }
}
