package io.cfa.gateway;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A bucket of tokens for each caller, kept in Redis. While Redis is away there is none, and nobody is refused for it. */
@Component
final class TokenBuckets {

    private static final Logger LOG = LoggerFactory.getLogger(TokenBuckets.class);
    private static final long ASKED_AGAIN_AFTER = 1_000_000_000L;

    private final RedisClient redis;
    private final RedisScript script;
    private final List<String> rate;
    private volatile boolean away;
    private volatile long askAgainAt = System.nanoTime();

    TokenBuckets(RedisClient redis, GatewayLimits limits) {
        this.redis = redis;
        this.script = RedisScript.read("bucket.lua");
        this.rate = List.of(
                String.valueOf(limits.rate().perSecond()),
                String.valueOf(limits.rate().burst()));
    }

    /**
     * What taking a token came to.
     *
     * @param passes whether there was one
     * @param left how many there are now
     * @param seconds until the next one, where there was none, else until the bucket is full
     */
    record Taken(boolean passes, long left, long seconds) {}

    /** Takes a token, where there are buckets. */
    Optional<Taken> take(String caller) {
        if (away && System.nanoTime() - askAgainAt < 0) {
            return Optional.empty();
        }
        try {
            List<?> answer = (List<?>) script.run(redis, "rate:" + caller, rate);
            here();
            return Optional.of(new Taken(number(answer, 0) == 1, number(answer, 1), number(answer, 2)));
        } catch (JedisException e) {
            away(e);
            return Optional.empty();
        }
    }

    /** Whether Redis answers, which is asked anew. */
    boolean areThere() {
        try {
            redis.ping();
            here();
            return true;
        } catch (JedisException e) {
            away(e);
            return false;
        }
    }

    private static long number(List<?> answer, int index) {
        return (Long) answer.get(index);
    }

    private void here() {
        if (away) {
            away = false;
            LOG.info("redis answers again: callers are limited");
        }
    }

    private void away(JedisException why) {
        // connections that are kept are as dead as the one that failed
        redis.getPool().clear();
        askAgainAt = System.nanoTime() + ASKED_AGAIN_AFTER;
        if (!away) {
            away = true;
            LOG.warn("redis does not answer, so that no caller is limited: {}", why.getMessage());
        }
    }
}
