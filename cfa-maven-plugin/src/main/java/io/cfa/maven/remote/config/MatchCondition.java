package io.cfa.maven.remote.config;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The condition of a {@code Match} block. Source: ssh_config(5), Match.
 *
 * @param tokens whom the settings are asked for, as far as they are known where the block begins
 * @param last   whether the files are read for the second time, for {@code final}
 */
record MatchCondition(ConfigTokens tokens, boolean last) {

    private static final long LONGEST_SECONDS = 10;

    /** Whether it holds; nothing where it asks for something that is not known here. */
    Optional<Boolean> holds(List<String> words) {
        boolean holds = !words.isEmpty();
        for (int i = 0; i < words.size(); i++) {
            boolean not = words.get(i).startsWith("!");
            String criterion = words.get(i).substring(not ? 1 : 0).toLowerCase(Locale.ROOT);
            Optional<Boolean> met =
                    switch (criterion) {
                        case "all" -> Optional.of(true);
                        case "final" -> Optional.of(last);
                        case "canonical" -> Optional.of(false);
                        case "host", "originalhost", "user", "localuser", "exec" ->
                            ++i < words.size() ? Optional.of(met(criterion, words.get(i), holds)) : Optional.empty();
                        default -> Optional.empty();
                    };
            if (met.isEmpty()) {
                return Optional.empty();
            }
            holds &= met.get() != not;
        }
        return Optional.of(holds);
    }

    private boolean met(String criterion, String value, boolean stillOpen) {
        return switch (criterion) {
            case "host" -> matches(value, tokens.hostName());
            case "originalhost" -> matches(value, tokens.alias());
            case "user" -> matches(value, tokens.user());
            case "localuser" -> matches(value, tokens.local().name());
            default -> stillOpen && succeeds(tokens.expand(value));
        };
    }

    private static boolean matches(String patterns, String name) {
        return HostPatterns.match(Arrays.asList(patterns.split(",")), name);
    }

    /** As ssh does: the user's own command, in the user's own shell. */
    private boolean succeeds(String command) {
        try {
            Process process = new ProcessBuilder(tokens.local().shell(), "-c", command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
