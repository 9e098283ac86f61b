package io.cfa.kit.access;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.ServiceClients;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** What a service wants of Keycloak beside the keys: to know whether it is there, and a token of its own. */
@Configuration(proxyBeanMethods = false)
public class Keycloak {

    @Bean
    KeycloakHealth keycloakHealthIndicator(@Value("${cfa.jwks-uri}") URI keys, ConfigurableListableBeanFactory beans) {
        return new KeycloakHealth(keys, () -> {
            // it is lazy: where it is there, somebody calls
            if (beans.containsSingleton("serviceCalls")) {
                beans.getBean("serviceCalls", ServiceClients.class).identify();
            }
        });
    }

    @Bean
    BackgroundTask keycloakWatch(KeycloakHealth health) {
        return new BackgroundTask("keycloak", health::ask);
    }

    /** Where nobody calls, there is no client. */
    @Bean
    @Lazy
    ServiceClients serviceCalls(Environment settings, JsonMapper json) {
        return new ServiceClients(settings, json);
    }
}
