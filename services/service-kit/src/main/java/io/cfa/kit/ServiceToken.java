package io.cfa.kit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The token that this service identifies itself to the others with, from Keycloak for its client's secret; kept until shortly before its end. */
final class ServiceToken {

    private static final Duration BEFORE_ITS_END = Duration.ofSeconds(20);

    private final RestClient client;
    private final String address;
    private final String name;
    private final String secret;
    private String token;
    private long end;
    private ResourceAccessException failure;
    private long failedAt;

    ServiceToken(RestClient client, String address, String name, String secret) {
        this.client = client;
        this.address = address;
        this.name = name;
        this.secret = secret;
    }

    private record Granted(@JsonProperty("access_token") String token, @JsonProperty("expires_in") long seconds) {}

    /**
     * The token; where there is none to be had, the call that it is for fails as if its service did not answer. Whoever waits while another asks in
     * vain has the same answer: one after the other would wait for a Keycloak that hangs.
     */
    String value() {
        long began = System.nanoTime();
        synchronized (this) {
            if (token != null && System.nanoTime() - end <= 0) {
                return token;
            }
            if (failure != null && failedAt - began > 0) {
                throw new ResourceAccessException(failure.getMessage());
            }
            try {
                Granted granted = ask();
                token = granted.token();
                end = System.nanoTime()
                        + Duration.ofSeconds(granted.seconds())
                                .minus(BEFORE_ITS_END)
                                .toNanos();
                failure = null;
                return token;
            } catch (ResourceAccessException e) {
                failure = e;
                failedAt = System.nanoTime();
                throw e;
            }
        }
    }

    /** Nobody may take it any more, for example as the realm has new keys. */
    synchronized void forget() {
        token = null;
    }

    private Granted ask() {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "client_credentials");
        try {
            return Optional.ofNullable(client.post()
                            .uri(address)
                            .headers(headers -> headers.setBasicAuth(name, secret))
                            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                            .body(form)
                            .retrieve()
                            .body(Granted.class))
                    .orElseThrow(() -> new ResourceAccessException("no token of the client " + name));
        } catch (ResourceAccessException e) {
            throw e;
        } catch (RestClientException e) {
            // it is not the callee's refusal, and must not look like one
            throw new ResourceAccessException("no token of the client " + name + ": " + e.getMessage());
        }
    }
}
