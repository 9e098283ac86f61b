package io.cfa.gateway;

import io.cfa.contract.Answer;
import io.cfa.contract.Client;
import io.cfa.contract.Realm;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway of a test's own, with the settings that it wants to try. */
final class RunningGateway implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Client client;

    RunningGateway(RedisProcess redis, String... settings) {
        Stream<String> common = Stream.of(
                "--server.port=0",
                "--cfa.drain=0s",
                "--Redis__Host=127.0.0.1",
                "--Redis__Port=" + redis.port(),
                "--redis_password=" + RedisProcess.PASSWORD,
                "--Keycloak__Issuer=" + Realm.OURS.issuer(),
                "--Keycloak__JwksUri=" + Realm.OURS.keys());
        this.context = SpringApplication.run(
                ApiGateway.class,
                Stream.concat(common, List.of(settings).stream()).toArray(String[]::new));
        this.client = new Client(context.getEnvironment().getRequiredProperty("local.server.port", int.class));
    }

    Client client() {
        return client;
    }

    int port() {
        return client.port();
    }

    /** Sends as an investor. */
    Answer send(String method, String path, String body, String... headers) {
        return client.send(method, path, Realm.OURS.token("somebody", "investor"), body, headers);
    }

    @Override
    public void close() {
        context.close();
    }
}
