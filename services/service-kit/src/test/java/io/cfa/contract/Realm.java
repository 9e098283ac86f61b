package io.cfa.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A realm as a service sees it, at addresses that other processes reach too: an issuer, keys, tokens of Keycloak's form that are signed with
 * them, and a token for the client of each service, with the roles at others that realm-cfa.json gives it.
 */
public final class Realm {

    /** The secret of each client. */
    public static final String SECRET = "the-secret-of-the-services";

    /** The realm that the services under test trust. */
    public static final Realm OURS = new Realm("http://keycloak.test/realms/cfa");

    /**
     * As few as RS256 and the JDK take: on the first compiler tier a key of 2048 bits takes half a second to find and ten milliseconds to sign with, and
     * what is tested is whose key it is.
     */
    private static final int BITS = 512;

    private final String issuer;
    private final String service = UUID.randomUUID().toString();
    private final RSAKey key;
    private final JWSSigner signer;
    private final int port;
    private HttpServer server;

    /** Serves the keys of a new realm until the process ends. */
    public Realm(String issuer) {
        this.issuer = issuer;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            this.key = new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .keyID("test")
                    .build();
            this.signer = new RSASSASigner(pair.getPrivate(), Set.of(AllowWeakRSAKey.getInstance()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        start(0);
        this.port = server.getAddress().getPort();
    }

    public String issuer() {
        return issuer;
    }

    /** Where the keys are. */
    public String keys() {
        return "http://127.0.0.1:" + port + "/certs";
    }

    /** Where a service gets its token. */
    public String tokens() {
        return "http://127.0.0.1:" + port + "/token";
    }

    /** From now on nothing listens at its addresses. */
    public void stop() {
        server.stop(0);
    }

    /** Listens again, at the addresses that it had. */
    public void start() {
        start(port);
    }

    private void start(int at) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/certs", exchange -> answer(exchange, 200, new JWKSet(key).toString()));
        server.createContext("/token", this::grant);
        server.start();
    }

    private void grant(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String[] credentials = credentials(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!SECRET.equals(credentials[1])) {
            answer(exchange, 401, "{\"error\":\"unauthorized_client\"}");
        } else if (!form.equals("grant_type=client_credentials")) {
            answer(exchange, 400, "{\"error\":\"unsupported_grant_type\"}");
        } else {
            String token = token(service, RealmFile.rolesOf(credentials[0]));
            answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":300,\"token_type\":\"Bearer\"}");
        }
    }

    private static String[] credentials(String header) {
        String[] words = header == null ? new String[0] : header.split(" ");
        return words.length == 2
                ? new String(Base64.getDecoder().decode(words[1]), UTF_8).split(":", 2)
                : new String[] {"", ""};
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** A token that holds for five minutes. */
    public String token(String subject, String... roles) {
        return token(subject, Instant.now().plusSeconds(300), roles);
    }

    /** A token that holds until an instant. */
    public String token(String subject, Instant expiry, String... roles) {
        List<String> audience = new ArrayList<>(List.of("account"));
        atServices(roles).forEach((at, those) -> audience.add(at));
        if (roles.length == 0 || Stream.of(roles).anyMatch(role -> !role.contains("."))) {
            audience.add("cfa");
        }
        return signed(subject, expiry, audience, roles);
    }

    /** A token that is not meant for our services. */
    public String tokenForAnother(String subject, String... roles) {
        return signed(subject, Instant.now().plusSeconds(300), List.of("account"), roles);
    }

    /** Keycloak's {@code resource_access} of roles such as {@code registry.transfer}. */
    private static Map<String, Map<String, List<String>>> atServices(String... roles) {
        Map<String, Map<String, List<String>>> access = new TreeMap<>();
        Stream.of(roles).filter(role -> role.contains(".")).forEach(role -> {
            String[] words = role.split("\\.", 2);
            access.computeIfAbsent(words[0], at -> Map.of("roles", new ArrayList<>()))
                    .get("roles")
                    .add(words[1]);
        });
        return access;
    }

    /** Keycloak's {@code realm_access}; a token of a service, which has no role of the realm, comes without it: null claims are left out. */
    private static Map<String, List<String>> ofRealm(String... roles) {
        List<String> names =
                Stream.of(roles).filter(role -> !role.contains(".")).toList();
        return names.isEmpty() ? null : Map.of("roles", names);
    }

    private String signed(String subject, Instant expiry, List<String> audience, String... roles) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(audience)
                .issueTime(Date.from(expiry.minusSeconds(300)))
                .expirationTime(Date.from(expiry))
                .claim("realm_access", ofRealm(roles))
                .claim("resource_access", atServices(roles))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
