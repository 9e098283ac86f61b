package io.cfa.maven.host;

import io.cfa.maven.report.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** A host was refused before anything was changed there; carries everything that is wrong with it. */
public final class HostRefusedException extends RolloutException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    /** A refusal, with a line for each finding below its head. */
    public HostRefusedException(String head, List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n- ", head + "\n- ", "")));
        this.findings = List.copyOf(findings);
    }

    /** What is wrong, each with its next step. */
    public List<Finding> findings() {
        return findings;
    }
}
