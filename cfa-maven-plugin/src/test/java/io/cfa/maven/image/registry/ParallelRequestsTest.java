package io.cfa.maven.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelRequestsTest {

    private static final List<Integer> MANY = IntStream.range(0, 100).boxed().toList();

    private final ParallelRequests requests = new ParallelRequests();

    @Test
    void answersComeInTheOrderOfTheThings() {
        assertThat(requests.all(MANY, number -> number * 2))
                .isEqualTo(MANY.stream().map(number -> number * 2).toList());
        assertThat(requests.all(List.of(), number -> number)).isEmpty();
        assertThat(requests.all(List.of(7), number -> number)).containsExactly(7);
    }

    @Test
    void fourAreAskedAtOneTimeAndNeverMore() {
        AtomicInteger inHand = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch missing = new CountDownLatch(4);
        requests.all(MANY, number -> {
            most.accumulateAndGet(inHand.incrementAndGet(), Math::max);
            missing.countDown();
            boolean met = await(missing);
            inHand.decrementAndGet();
            return met;
        });
        assertThat(missing.getCount()).isZero();
        assertThat(most).hasValue(4);
    }

    @Test
    void theFirstFailureIsSaidAndWhatHadNotBegunIsLeftOut() {
        Set<Integer> asked = ConcurrentHashMap.newKeySet();
        assertThatThrownBy(() -> requests.all(MANY, number -> {
                    asked.add(number);
                    throw new IllegalStateException("number " + number);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("number 0");
        assertThat(asked).contains(0).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void anErrorIsNoAnswer() {
        assertThatThrownBy(() -> requests.all(MANY, number -> {
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void whatIsAskedFromWithinAnAnswerNeedsNoFreeThread() {
        List<List<List<Integer>>> answers = requests.all(
                MANY, outer -> requests.all(List.of(1, 2, 3), inner -> requests.all(List.of(4, 5), number -> number)));
        assertThat(answers).hasSize(100).allSatisfy(answer -> assertThat(answer).containsOnly(List.of(4, 5)));
    }

    private static boolean await(CountDownLatch missing) {
        try {
            return missing.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
