package io.cfa.maven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of several hosts the first that will do. */
class FirstHostTest {

    private final List<String> notices = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    private RemoteHost login(String name) {
        tried.add(name);
        if (name.startsWith("down")) {
            throw new UnreachableException(name + ": refuses the connection. Next: check its sshd", null);
        }
        if (name.startsWith("strange")) {
            throw new RemoteException(name + ": THE HOST KEY HAS CHANGED");
        }
        return new NamedHost(name);
    }

    private RemoteHost choose(String written) {
        return new FirstHost(FirstHost.split(written), this::login, notices::add)
                .choose(host ->
                        host.name().startsWith("worker") ? Optional.of("a worker of a swarm") : Optional.empty());
    }

    @Test
    void theFirstThatAnswersIsTakenAndThoseBeforeItAreSaid() {
        assertThat(choose("down-1, worker-2,good-3,good-4").name()).isEqualTo("good-3");
        assertThat(tried).containsExactly("down-1", "worker-2", "good-3");
        assertThat(closed).containsExactly("worker-2");
        assertThat(notices)
                .containsExactly(
                        "down-1: refuses the connection; going on with good-3",
                        "worker-2: a worker of a swarm; going on with good-3");
    }

    @Test
    void aHostWithAnotherKeyIsNotPassedOver() {
        assertThatThrownBy(() -> choose("down-1,strange-2,good-3")).hasMessageContaining("THE HOST KEY HAS CHANGED");
        assertThat(tried).doesNotContain("good-3");
    }

    @Test
    void whereNoneWillDoEachIsNamed() {
        assertThatThrownBy(() -> choose("down-1,worker-2"))
                .hasMessage(
                        """
                        none of down-1, worker-2 will do:
                          down-1: refuses the connection
                          worker-2: a worker of a swarm. Next: bring one of them back, or name another with -Dcfa.host or the variable CFA2_HOST""");
    }

    @Test
    void oneHostIsTakenAsItIsAndNotAskedAnything() {
        assertThat(choose("worker-1").name()).isEqualTo("worker-1");
        assertThatThrownBy(() -> choose("down-1")).hasMessageContaining("Next: check its sshd");
        assertThat(notices).isEmpty();
    }

    private final class NamedHost implements RemoteHost {

        private final String name;

        NamedHost(String name) {
            this.name = name;
        }

        @Override
        public Result run(Command command) {
            return new Result(0, "", "");
        }

        @Override
        public RemoteSession open(Command command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String address() {
            return name;
        }

        @Override
        public void close() {
            closed.add(name);
        }
    }
}
