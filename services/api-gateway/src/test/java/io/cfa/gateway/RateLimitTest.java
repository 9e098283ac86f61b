package io.cfa.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.FreePort;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import redis.clients.jedis.RedisClient;

/** The rule of how many requests a caller makes, with buckets in a real Redis and without a gateway around it. */
class RateLimitTest {

    private final AtomicInteger handled = new AtomicInteger();
    private RedisClient redis =
            new RedisConnection().redisClient("127.0.0.1", RedisProcess.shared().port(), RedisProcess.PASSWORD);

    @AfterEach
    void end() {
        redis.close();
    }

    private RateLimit limit(int perSecond, int burst) {
        GatewayLimits limits = new GatewayLimits(
                1,
                1,
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                List.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                new GatewayLimits.Rate(perSecond, burst));
        return new RateLimit(new TokenBuckets(redis, limits), limits);
    }

    private ServerResponse ask(RateLimit limit, String login, String address) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/registry/assets");
        request.setRemoteAddr(address);
        if (login != null) {
            request.setUserPrincipal(() -> login);
        }
        return limit.filter(ServerRequest.create(request, List.of()), next -> {
            handled.incrementAndGet();
            return GatewayServerResponse.ok().build();
        });
    }

    @Test
    void aCallerIsToldHowManyAreLeftAndThenRefused() throws Exception {
        RateLimit limit = limit(1, 2);
        String caller = UUID.randomUUID().toString();
        ServerResponse first = ask(limit, caller, "203.0.113.1");
        assertThat(first.statusCode()).isEqualTo(HttpStatus.OK);
        assertThat(first.headers().getFirst("RateLimit-Policy")).isEqualTo("\"caller\";q=2;w=2");
        assertThat(first.headers().getFirst("RateLimit")).isEqualTo("\"caller\";r=1;t=1");
        assertThat(first.headers().containsHeader("Retry-After")).isFalse();
        int refused = 0;
        ServerResponse last = first;
        for (int i = 0; i < 20 && last.statusCode().value() == 200; i++) {
            last = ask(limit, caller, "203.0.113.1");
            refused = i;
        }
        assertThat(last.statusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(last.headers().getFirst("Retry-After")).isEqualTo("1");
        assertThat(last.headers().getFirst("RateLimit-Policy")).isEqualTo("\"caller\";q=2;w=2");
        assertThat(last.headers().getFirst("RateLimit")).isEqualTo("\"caller\";r=0;t=1");
        assertThat(handled).as("who is refused goes no further").hasValue(refused + 1);
    }

    @Test
    void aCallerIsWhoHasTheTokenOrElseWhereTheyComeFrom() throws Exception {
        RateLimit limit = limit(1, 5);
        String caller = UUID.randomUUID().toString();
        String address = "203.0.113." + caller;
        assertThat(ask(limit, caller, address).headers().getFirst("RateLimit")).startsWith("\"caller\";r=4;");
        assertThat(ask(limit, null, address).headers().getFirst("RateLimit")).startsWith("\"caller\";r=4;");
        assertThat(ask(limit, UUID.randomUUID().toString(), address).headers().getFirst("RateLimit"))
                .startsWith("\"caller\";r=4;");
    }

    @Test
    void theWindowIsHowLongABucketTakesToFillAndASecondAtLeast() throws Exception {
        assertThat(ask(limit(20, 10), "a", "b").headers().getFirst("RateLimit-Policy"))
                .isEqualTo("\"caller\";q=10;w=1");
        assertThat(ask(limit(20, 60), "c", "d").headers().getFirst("RateLimit-Policy"))
                .isEqualTo("\"caller\";q=60;w=3");
    }

    @Test
    void whileRedisIsAwayNobodyIsLimited() throws Exception {
        redis.close();
        redis = new RedisConnection().redisClient("127.0.0.1", FreePort.next(), "");
        RateLimit limit = limit(1, 1);
        for (int i = 0; i < 3; i++) {
            ServerResponse passed = ask(limit, "a", "b");
            assertThat(passed.statusCode()).isEqualTo(HttpStatus.OK);
            assertThat(passed.headers().containsHeader("RateLimit")).isFalse();
        }
        assertThat(handled).hasValue(3);
    }
}
