package io.cfa.kit;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Calls to the other services: with the token of a service, and the id of the request that they are made for. */
public final class ServiceClients {

    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    private final Environment settings;
    private final RestClient.Builder client;
    private final ServiceToken token;

    /** For the kit, which makes the one of a service. */
    public ServiceClients(Environment settings, JsonMapper json) {
        this.settings = settings;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TO_CONNECT)
                .build());
        requests.setReadTimeout(TO_ANSWER);
        this.client = RestClient.builder().requestFactory(requests).configureMessageConverters(converters -> converters
                .registerDefaults()
                .withJsonConverter(new JacksonJsonHttpMessageConverter(json)));
        this.token = new ServiceToken(
                client.build(),
                settings.getRequiredProperty("cfa.token-uri"),
                settings.getRequiredProperty("cfa.client-id"),
                settings.getRequiredProperty("cfa.client-secret"));
    }

    /**
     * Has a token, from now or from before.
     *
     * @throws org.springframework.web.client.ResourceAccessException if Keycloak gives none to this service, which then can call nobody
     */
    public void identify() {
        token.value();
    }

    /** A client of one service, to be kept; its problems come as {@link org.springframework.web.client.HttpClientErrorException} and the like. */
    public RestClient to(String service) {
        return client.clone()
                .baseUrl(settings.getProperty("cfa.peers." + service, "http://" + service + ":8080"))
                .requestInterceptor(this::identify)
                .build();
    }

    private ClientHttpResponse identify(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        request.getHeaders().setBearerAuth(token.value());
        RequestIds.current().ifPresent(id -> request.getHeaders().set(RequestIds.HEADER, id));
        ClientHttpResponse response = execution.execute(request, body);
        if (response.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
            token.forget();
        }
        return response;
    }
}
