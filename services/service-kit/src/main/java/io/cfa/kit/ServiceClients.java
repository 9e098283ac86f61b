package io.cfa.kit;

import io.cfa.kit.exchange.ClosingPeers;
import io.cfa.kit.exchange.ExchangeDeadline;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls to the other services: with the token of a service, and the id of the request that they are made for. All of ours tell that id in their answer;
 * what comes without it is of somebody who was given the address, and no answer, whatever it says.
 */
public final class ServiceClients implements AutoCloseable {

    private static final Timeout TO_CONNECT = Timeout.ofSeconds(2);
    private static final Timeout TO_ANSWER = Timeout.ofSeconds(10);

    /** Shorter than a service keeps one, so that no request goes into one that is being closed. */
    private static final TimeValue KEPT = TimeValue.ofSeconds(30);

    private static final int CONNECTIONS_TO_A_SERVICE = 64;

    /** From the first attempt to connect to the last byte of the answer; two of them are shorter than a lease of a trade. */
    private static final Duration TO_END = Duration.ofSeconds(14);

    /** A page of a list is a tenth of it. */
    private static final long MOST_BYTES = 1 << 20;

    /** Of a service that has no other: what the kit's settings have. */
    private static final String DRAIN = "3s";

    private final ExchangeDeadline deadline;
    private final CloseableHttpClient connections;
    private final Environment settings;
    private final RestClient.Builder client;
    private final ServiceToken token;

    /** For the kit, which makes the one of a service. */
    public ServiceClients(Environment settings, JsonMapper json) {
        this(settings, json, TO_END, System::nanoTime);
    }

    ServiceClients(Environment settings, JsonMapper json, Duration toEnd, LongSupplier clock) {
        this.settings = settings;
        this.deadline = new ExchangeDeadline(toEnd, MOST_BYTES);
        Duration drain = DurationStyle.detectAndParse(settings.getProperty("cfa.drain", DRAIN));
        this.connections = connections(deadline, new ClosingPeers(RequestIds.HEADER, drain, clock));
        this.client = RestClient.builder()
                .requestFactory(new HttpComponentsClientHttpRequestFactory(connections))
                .configureMessageConverters(converters ->
                        converters.registerDefaults().withJsonConverter(new JacksonJsonHttpMessageConverter(json)));
        this.token = new ServiceToken(
                client.build(),
                settings.getRequiredProperty("cfa.token-uri"),
                settings.getRequiredProperty("cfa.client-id"),
                settings.getRequiredProperty("cfa.client-secret"));
    }

    /**
     * TLS for who is called by https, which of ours is nobody: made at the first such call, as reading what the JDK trusts is a tenth of a second of a start.
     */
    public static TlsSocketStrategy tlsAtFirstCall() {
        return (socket, target, port, attachment, context) ->
                Tls.STRATEGY.upgrade(socket, target, port, attachment, context);
    }

    private static final class Tls {
        private static final TlsSocketStrategy STRATEGY = DefaultClientTlsStrategy.createDefault();
    }

    /** One that blocks: it does with one thread what the JDK's does with three, which was a third of what a trade costs settlement. */
    private static CloseableHttpClient connections(ExchangeDeadline deadline, ClosingPeers closing) {
        return HttpClients.custom()
                .addExecInterceptorFirst("deadline", deadline)
                .addExecInterceptorFirst("closing", closing)
                .setConnectionReuseStrategy(ClosingPeers.reuse())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(tlsAtFirstCall())
                        .setMaxConnPerRoute(CONNECTIONS_TO_A_SERVICE)
                        .setMaxConnTotal(6 * CONNECTIONS_TO_A_SERVICE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(TO_CONNECT)
                                .setSocketTimeout(TO_ANSWER)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(TO_CONNECT)
                        .setResponseTimeout(TO_ANSWER)
                        .build())
                .setKeepAliveStrategy((response, context) -> KEPT)
                // who asks knows better whether to ask again, and when
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableDefaultUserAgent()
                .build();
    }

    @Override
    public void close() throws IOException {
        connections.close();
        deadline.close();
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
        String id = RequestIds.current().orElseGet(() -> UUID.randomUUID().toString());
        request.getHeaders().setBearerAuth(token.value());
        request.getHeaders().set(RequestIds.HEADER, id);
        ClientHttpResponse response = execution.execute(request, body);
        if (response.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
            token.forget();
        }
        if (!id.equals(response.getHeaders().getFirst(RequestIds.HEADER))) {
            int status = response.getStatusCode().value();
            response.close();
            throw new IOException(
                    "whoever answers with %d does not tell the id of the request, as all of ours do".formatted(status));
        }
        return response;
    }
}
