package io.cfa.gateway;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** Where Redis is, and whether it is there; the gateway starts and goes on without it. */
@Configuration(proxyBeanMethods = false)
class RedisConnection {

    private static final int PATIENCE_MILLIS = 500;

    @Bean
    RedisClient redisClient(
            @Value("${Redis__Host:redis}") String host,
            @Value("${Redis__Port:6379}") int port,
            @Value("${redis_password:}") String password) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(16);
        pool.setMaxIdle(16);
        pool.setMaxWait(Duration.ofMillis(PATIENCE_MILLIS));
        pool.setJmxEnabled(false);
        return RedisClient.builder()
                .hostAndPort(host, port)
                .poolConfig(pool)
                .clientConfig(DefaultJedisClientConfig.builder()
                        .timeoutMillis(PATIENCE_MILLIS)
                        .password(password.isEmpty() ? null : password)
                        .build())
                .build();
    }

    @Bean
    HealthIndicator redis(TokenBuckets buckets) {
        return () -> (buckets.areThere() ? Health.up() : Health.down()).build();
    }
}
