package io.cfa.maven.rollout.rehearsal;

import io.cfa.maven.host.release.ReleaseData;
import io.cfa.maven.host.release.ReleaseData.Rehearsed;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a rehearsal wrote down on the host, for the release log. */
public final class RehearsalResults {

    private static final int LONGEST = 200;

    private final RemoteHost host;
    private final RehearsalPlanner planned;

    public RehearsalResults(RemoteHost host, RehearsalPlanner planned) {
        this.host = host;
        this.planned = planned;
    }

    /** What was seen; absent where nothing was rehearsed, or the rehearsal did not end well. */
    public Optional<ReleaseData> read() {
        if (planned.dump().isEmpty()) {
            return Optional.empty();
        }
        String dump = planned.dump().get();
        SortedMap<String, Rehearsed> rehearsed = new TreeMap<>();
        try {
            for (ServiceMigration change : planned.changes()) {
                Result result = host.run(Command.of(
                        "head",
                        "-c",
                        "2000",
                        planned.directory() + "/.cfa/dumps/" + dump + "/"
                                + change.service().name() + ".result"));
                if (!result.succeeded()) {
                    return Optional.empty();
                }
                planned.running(change)
                        .ifPresent(from ->
                                rehearsed.put(change.service().name(), seen(change, from, values(result.output()))));
            }
        } catch (RemoteException e) {
            return Optional.empty();
        }
        return Optional.of(new ReleaseData(dump, rehearsed));
    }

    /** What narrows may refuse what the release before writes, and no read shows that: it is not taken to live with it. */
    private static Rehearsed seen(ServiceMigration change, Digest from, Map<String, String> values) {
        boolean narrows = change.narrows();
        boolean ready = "yes".equals(values.get("lives"));
        String migrated = values.getOrDefault("migrated", "");
        String why = values.getOrDefault("why", "");
        return new Rehearsed(
                from,
                change.image(),
                ObservedState.sha256(change.after().toJson()),
                ready && !narrows,
                migrated.matches("[0-9]{1,9}") ? Long.parseLong(migrated) : 0,
                ready && narrows
                        ? "it reads the migrated copy, and may be refused what it writes"
                        : why.substring(0, Math.min(LONGEST, why.length())));
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new HashMap<>();
        text.lines()
                .filter(line -> line.indexOf('=') > 0)
                .forEach(line ->
                        values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return values;
    }
}
