package io.cfa.kit.edge;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.server.PathContainer;
import org.springframework.util.unit.DataSize;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What a caller may cost before anything of a domain is asked; settings {@code cfa.edge.*}.
 *
 * @param connections      so many are open at one time; where more come, the longest unfinished one makes room
 * @param perAddress       so many of them from one address
 * @param head             until when the request line and all headers of a request must have come
 * @param body             the largest body of one request
 * @param larger           the paths that take a larger one, such as {@code /issues/*}{@code /decision}, as Spring's path patterns
 * @param bodies           the memory of all bodies that are on their way
 * @param upload           until when a body must have come
 * @param readers          so many bodies are read at one time; where more come, the longest unfinished one makes room
 * @param requests         so many requests are worked on at one time; those whose body is being read are not among them
 * @param open             whether more than the pages and the health answers callers from outside
 * @param inside           networks that are not outside, such as {@code 10.1.0.0/16}; without any, those that this machine is in
 * @param probePort        a port of 127.0.0.1 where health answers however busy the rest is; 0 for none
 */
@ConfigurationProperties("cfa.edge")
public record EdgeLimits(
        int connections,
        int perAddress,
        Duration head,
        DataSize body,
        List<LargerBody> larger,
        DataSize bodies,
        Duration upload,
        int readers,
        int requests,
        boolean open,
        List<String> inside,
        int probePort) {

    public EdgeLimits {
        larger = larger == null ? List.of() : List.copyOf(larger);
    }

    /**
     * A path that takes larger bodies than the rest.
     *
     * @param path a path pattern of Spring's
     * @param body the largest body there
     */
    public record LargerBody(String path, DataSize body) {

        private boolean takes(PathContainer asked) {
            return PathPatternParser.defaultInstance.parse(path).matches(asked);
        }
    }

    /** The largest body that a path takes, in bytes. */
    long mostBytes(String path) {
        PathContainer asked = PathContainer.parsePath(path);
        return larger.stream()
                .filter(one -> one.takes(asked))
                .findFirst()
                .map(LargerBody::body)
                .orElse(body)
                .toBytes();
    }
}
