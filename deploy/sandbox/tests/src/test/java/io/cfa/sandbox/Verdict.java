package io.cfa.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with a case, collected, so that one report names all of it. */
final class Verdict {

    private static final Pattern STACK_FRAME = Pattern.compile("^\\s+at [a-z]+\\.", Pattern.MULTILINE);

    private final CaseRecord seen;
    private final List<String> problems = new ArrayList<>();

    Verdict(CaseRecord seen) {
        this.seen = seen;
        expect(seen.is("complete", "yes"), "it was broken off");
    }

    Verdict expect(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
        return this;
    }

    /** The goal's log has each line of the fact {@code says}, no stack trace, and none of the secrets. */
    Verdict saysWhatAPersonNeeds(String log, String... secrets) {
        String said = seen.fact(log);
        seen.fact("says").lines().forEach(text -> expect(said.contains(text), log + " does not say: " + text));
        expect(!STACK_FRAME.matcher(said).find(), log + " shows a stack trace");
        for (String secret : secrets) {
            expect(secret.isEmpty() || !said.contains(secret), log + " shows the registry's password");
        }
        return this;
    }

    /** A goal that only looks said what it was expected to, where something was. */
    Verdict says(String goal) {
        String text = seen.fact(goal + ".says");
        return expect(seen.fact(goal + ".log").contains(text), goal + ".log does not say: " + text);
    }

    List<String> problems() {
        return problems;
    }
}
