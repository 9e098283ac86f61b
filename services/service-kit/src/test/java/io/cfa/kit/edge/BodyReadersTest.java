package io.cfa.kit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyReadersTest {

    private final List<Integer> hungUp = new ArrayList<>();
    private final BodyReaders readers = new BodyReaders(2, from -> hungUp.add(from.getPort()));

    @Test
    void whereThereIsNoRoomTheOneThatWaitedLongestIsToldToStop() {
        BodyReaders.Reader first = begin(1);
        BodyReaders.Reader second = begin(2);
        BodyReaders.Reader third = begin(3);
        assertThat(List.of(first.isCutOff(), second.isCutOff(), third.isCutOff()))
                .containsExactly(true, false, false);
        assertThat(readers.size()).isEqualTo(2);
    }

    @Test
    void aByteNowAndThenIsNothingToSpeakOf() throws IOException {
        BodyReaders.Reader slow = begin(1);
        BodyReaders.Reader quick = begin(2);
        quick.read(() -> 4096);
        slow.read(() -> 1);
        slow.read(() -> 1);
        begin(3);
        assertThat(slow.isCutOff()).isTrue();
        assertThat(quick.isCutOff()).isFalse();
    }

    @Test
    void whoBeganFirstStaysWhereItsBodyComes() throws IOException {
        BodyReaders.Reader first = begin(1);
        BodyReaders.Reader second = begin(2);
        first.read(() -> 1000);
        first.read(() -> 24);
        begin(3);
        assertThat(first.isCutOff()).isFalse();
        assertThat(second.isCutOff()).isTrue();
    }

    @Test
    void whoIsToldToStopIsNotHungUpOnAsItsBodyMayLieThereWhole() {
        begin(1);
        begin(2);
        begin(3).close();
        assertThat(hungUp).isEmpty();
    }

    @Test
    void whoIsInAReadIsHungUpOnAndWokenAndTheWakingIsForgottenWithIt() throws IOException {
        try (BodyReaders.Reader reader = begin(1)) {
            reader.read(() -> {
                readers.cutOverdue(Long.MAX_VALUE / 2);
                return 1;
            });
            assertThat(reader.isCutOff()).isTrue();
        }
        assertThat(hungUp).containsExactly(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(readers.size()).isZero();
    }

    @Test
    void whoTakesMemoryKeepsItForAMoment() {
        BodyReaders.Reader large = begin(1);
        large.takes(4_000_000);
        assertThat(readers.cutForMemory()).isFalse();
        assertThat(large.isCutOff()).isFalse();
    }

    @Test
    void whoIsDoneIsNobodyToCutOff() {
        begin(1).close();
        assertThat(readers.cutOne()).isFalse();
    }

    private BodyReaders.Reader begin(int port) {
        return readers.begin(new InetSocketAddress("127.0.0.1", port), System.nanoTime() + 1_000_000_000L);
    }
}
