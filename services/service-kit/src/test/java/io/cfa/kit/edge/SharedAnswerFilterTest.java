package io.cfa.kit.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SharedAnswerFilterTest {

    private final AtomicLong now = new AtomicLong();
    private final List<String> asked = new ArrayList<>();
    private int status = 200;
    private final FilterChain service = (request, response) -> {
        HttpServletRequest http = (HttpServletRequest) request;
        asked.add("%s %s?%s %s %s %s"
                .formatted(
                        http.getMethod(),
                        http.getRequestURI(),
                        http.getQueryString(),
                        http.getHeader("Accept"),
                        http.getHeader("Authorization"),
                        http.getLocale()));
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setStatus(status);
        answer.setContentType("application/json");
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.getOutputStream().write(("answer " + asked.size()).getBytes(UTF_8));
    };
    private final SharedAnswerFilter filter =
            new SharedAnswerFilter(Map.of("/health/ready", Duration.ofMillis(500)), now::get);

    @Test
    void manyWhoAskInAMomentAreAnsweredOnceAndNothingThatTheySayOfThemselvesCounts() throws Exception {
        MockHttpServletRequest strange = get();
        strange.setQueryString("a=1");
        strange.addHeader("Accept", "image/png");
        strange.addHeader("Accept-Language", "fr");
        strange.addHeader("Authorization", "Bearer nothing");
        for (MockHttpServletRequest request : List.of(strange, get(), get())) {
            MockHttpServletResponse answer = ask(request, service);
            assertThat(answer.getContentAsString()).isEqualTo("answer 1");
            assertThat(answer.getContentType()).isEqualTo("application/json");
            assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.getContentLength()).isEqualTo(8);
        }
        assertThat(asked).containsExactly("GET /health/ready?null application/json null en");

        later(Duration.ofMillis(500));
        status = 503;
        assertThat(ask(get(), service).getStatus()).isEqualTo(503);
        assertThat(ask(get(), service).getContentAsString()).isEqualTo("answer 2");
    }

    @Test
    void anAnswerThatIsAboutItsRequestIsNotGivenToOthers() throws Exception {
        status = 500;
        assertThat(ask(get(), service).getStatus()).isEqualTo(500);
        status = 200;
        assertThat(ask(get(), service).getContentAsString()).isEqualTo("answer 2");
    }

    @Test
    void whileAnAnswerIsBeingMadeOthersGetTheLastOne() throws Exception {
        ask(get(), service);
        later(Duration.ofSeconds(1));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        CompletableFuture<MockHttpServletResponse> first = CompletableFuture.supplyAsync(() -> {
            try {
                return ask(get(), (request, response) -> {
                    begun.countDown();
                    await(answers);
                    service.doFilter(request, response);
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await(begun);
        assertThat(ask(get(), service).getContentAsString()).isEqualTo("answer 1");
        answers.countDown();
        assertThat(first.get().getContentAsString()).isEqualTo("answer 2");
        assertThat(ask(get(), service).getContentAsString()).isEqualTo("answer 2");
    }

    @Test
    void whatEverybodyGetsAnAnswerOfTheirOwnToIsPassedOn() throws Exception {
        for (int i = 1; i < 3; i++) {
            MockHttpServletResponse answer = ask(new MockHttpServletRequest("GET", "/health/live"), service);
            assertThat(answer.getContentAsString()).isEqualTo("answer " + i);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void later(Duration pause) {
        now.addAndGet(pause.toNanos());
    }

    private static MockHttpServletRequest get() {
        return new MockHttpServletRequest("GET", "/health/ready");
    }

    private MockHttpServletResponse ask(MockHttpServletRequest request, FilterChain chain) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, chain);
        return response;
    }
}
