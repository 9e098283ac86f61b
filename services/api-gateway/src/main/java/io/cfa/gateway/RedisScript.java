package io.cfa.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A script that Redis runs as one step; only its name is sent, until Redis has forgotten it. */
record RedisScript(String text, String name) {

    /** Reads a file beside this class. */
    static RedisScript read(String file) {
        try (InputStream in = RedisScript.class.getResourceAsStream(file)) {
            byte[] text = in.readAllBytes();
            byte[] name = MessageDigest.getInstance("SHA-1").digest(text);
            return new RedisScript(new String(text, UTF_8), HexFormat.of().formatHex(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Object run(RedisClient redis, String key, List<String> arguments) {
        try {
            return redis.evalsha(name, List.of(key), arguments);
        } catch (JedisNoScriptException e) {
            return redis.eval(text, List.of(key), arguments);
        }
    }
}
