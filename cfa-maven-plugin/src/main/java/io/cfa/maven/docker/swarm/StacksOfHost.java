package io.cfa.maven.docker.swarm;

import io.cfa.maven.docker.Query;
import io.cfa.maven.remote.Command;
import java.time.Duration;
import java.util.Arrays;

/**
 * What of a project a host's engine has: services of a stack, where it is in a swarm, and containers of Docker Compose. On a host that is in no swarm it is one question that
 * the engine answers at once.
 *
 * @param role       of the engine in a swarm
 * @param nodes      of the swarm; 0 where the engine cannot say
 * @param services   of the stack; 0 where the engine cannot say
 * @param tasks      containers of the stack on this host
 * @param containers of Docker Compose on this host
 */
public record StacksOfHost(Role role, int nodes, int services, int tasks, int containers) {

    /** What an engine is in a swarm. */
    public enum Role {
        /** It is in none, or cannot be asked. */
        NONE,
        /** It runs tasks, and says nothing of the swarm. */
        WORKER,
        /** It says what the swarm has. */
        MANAGER,
        /** It is a manager that most of the others do not agree with: it says nothing. */
        LOST
    }

    /** Arguments: the project. What an engine that is no manager says is its own, and the same for years. */
    private static final String SCRIPT =
            "p=$1; n=0; s=$(docker service ls --quiet --filter \"label=com.docker.stack.namespace=$p\" 2>&1); rc=$?;"
                    + " case $rc,$s in 0,*) r=MANAGER; n=$(docker node ls --quiet | wc -l); s=$(printf %s \"$s\" | grep -c .);;"
                    + " *'Worker nodes'*) r=WORKER s=0;; *'not a swarm manager'*) r=NONE;; *leader*|*quorum*|*'context deadline exceeded'*) r=LOST s=0;; *) r=NONE;; esac;"
                    + " [ $r != NONE ] || { echo NONE 0 0 0 0; exit 0; };"
                    + " count() { docker ps --all --quiet --filter \"label=$1\" | wc -l; };"
                    + " echo $r $n $s $(count \"com.docker.stack.namespace=$p\") $(count \"com.docker.compose.project=$p\")";

    /** Asks an engine what it has of a project. */
    public static Query<StacksOfHost> of(String project) {
        return new Query<>(
                Command.of("sh", "-c", SCRIPT, "sh", project).within(Duration.ofMinutes(1)), StacksOfHost::parse);
    }

    /** Whether anything of a stack is there. */
    public boolean hasStack() {
        return services + tasks > 0;
    }

    private static StacksOfHost parse(String output) {
        String[] words = output.strip().split("\\s+");
        if (words.length != 5 || !Arrays.stream(words).skip(1).allMatch(word -> word.matches("[0-9]{1,6}"))) {
            throw new IllegalStateException("a role and four numbers were expected");
        }
        return new StacksOfHost(
                Role.valueOf(words[0]), number(words[1]), number(words[2]), number(words[3]), number(words[4]));
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
