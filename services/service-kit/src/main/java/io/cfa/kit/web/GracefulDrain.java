package io.cfa.kit.web;

import io.cfa.kit.exchange.ClosingPeers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Told to stop, a service goes on taking requests for a while and says in each answer how much of it is left. Who sends to it learns so before
 * the port closes: a request that is lost in a closing port cannot be told from one that was done. Where requests still come at the end, as on
 * a machine that is too busy to read them in time, the port stays open until they have stopped coming.
 */
@Configuration(proxyBeanMethods = false)
class GracefulDrain implements SmartLifecycle {

    /** So many times the drain a service that is still asked for something stays. */
    private static final int MOST = 3;

    private final Duration drain;
    private volatile boolean running;
    private volatile Long closesAt;
    private volatile long lastRequest;

    GracefulDrain(@Value("${cfa.drain}") Duration drain) {
        this.drain = drain;
        this.lastRequest = System.nanoTime() - drain.toNanos();
    }

    @Bean
    static FilterRegistrationBean<OncePerRequestFilter> closesIn(GracefulDrain draining) {
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(draining.new Saying());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** Counted from before the answer, so that what it says is rather too little. */
    private final class Saying extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
                throws ServletException, IOException {
            Long end = closesAt;
            if (!isProbe(request)) {
                lastRequest = System.nanoTime();
            }
            if (end != null) {
                response.setHeader(
                        ClosingPeers.CLOSES_IN,
                        String.valueOf(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))));
                // whoever does not know that header knows this one
                response.setHeader(HttpHeaders.CONNECTION, "close");
            }
            rest.doFilter(request, response);
        }
    }

    /** Who waits for it to come back asks several times a second how it is, and must not be what keeps it from going. */
    private static boolean isProbe(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/health") || path.startsWith("/health/");
    }

    /** Before everything else, the web server first of all. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable done) {
        announce();
        Thread waiting = new Thread(
                () -> {
                    stop();
                    done.run();
                },
                "draining");
        waiting.start();
    }

    /** From now on each answer says that it closes. */
    void announce() {
        closesAt = System.nanoTime() + drain.toNanos();
    }

    @Override
    public void stop() {
        try {
            Thread.sleep(drain.toMillis());
            long latest = System.nanoTime() + MOST * drain.toNanos();
            while (isStillAsked() && System.nanoTime() - latest < 0) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    /** Whether a request came within the last third of the drain. */
    boolean isStillAsked() {
        return System.nanoTime() - lastRequest < drain.toNanos() / 3;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
