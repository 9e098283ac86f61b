package io.cfa.maven.docker.swarm;

import java.util.ArrayList;
import java.util.List;

/** Collects what a transformation cannot keep, and what a person should know of it. */
final class StackFindings {

    private final List<LostConstruct> lost = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void lost(String subject, String what, String next) {
        lost.add(new LostConstruct(subject, what, next));
    }

    void note(String line) {
        notes.add(line);
    }

    List<LostConstruct> lost() {
        return lost;
    }

    List<String> notes() {
        return notes;
    }
}
