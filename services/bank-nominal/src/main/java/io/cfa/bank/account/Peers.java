package io.cfa.bank.account;

import io.cfa.kit.ServiceClients;
import io.cfa.kit.peer.ScreeningClient;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whom the bank asks while a caller waits. */
@Configuration(proxyBeanMethods = false)
class Peers {

    @Bean
    ScreeningClient screenings(ServiceClients services, @Value("${cfa.bank.patience:10s}") Duration patience) {
        return new ScreeningClient(services, patience);
    }
}
