package io.cfa.maven.host.release;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was rolled out to a host, as the host remembers it.
 *
 * @param attempts oldest first; lines that cannot be read are left out
 */
public record ReleaseLog(List<Release> attempts) {

    private static final String FILE = ".cfa/releases.jsonl";
    private static final int BYTES = 1_000_000;

    /** Copies. */
    public ReleaseLog {
        attempts = List.copyOf(attempts);
    }

    /** Reads the log of a directory on a host. */
    public static ReleaseLog read(RemoteHost host, String directory) {
        return parse(host.run(tail(directory)).output());
    }

    /** Prints the log, and fails where there is none yet. */
    public static Command tail(String directory) {
        return Command.of("tail", "-c", String.valueOf(BYTES), directory + "/" + FILE);
    }

    public static ReleaseLog parse(String text) {
        return new ReleaseLog(
                text.lines().map(ReleaseLine::read).flatMap(Optional::stream).toList());
    }

    /** Adds a line, on a line of its own even after a torn one, and only once however often it is run. */
    public static Command append(String directory, Release release) {
        return Command.of(
                        "sh",
                        "-c",
                        "umask 022; line=$(cat) && [ \"$(tail -n 1 \"$1\" 2>/dev/null)\" = \"$line\" ]"
                                + " || { [ -z \"$(tail -c 1 \"$1\" 2>/dev/null)\" ] || line=\"\n$line\"; printf '%s\\n' \"$line\" >> \"$1\"; }",
                        "sh",
                        FILE)
                .in(directory)
                .stdin(Secret.of(ReleaseLine.write(release)));
    }

    /** The last attempts, newest first. */
    public List<Release> last(int count) {
        List<Release> last = new ArrayList<>(attempts.subList(Math.max(0, attempts.size() - count), attempts.size()));
        Collections.reverse(last);
        return last;
    }

    /** The release that runs, as far as the log knows: a failed attempt after it was rolled back to it. */
    public Optional<Release> lastVerified() {
        return verified().stream().findFirst();
    }

    /** The last verified releases that differ in an image, newest first. */
    public List<Release> lastVerified(int count) {
        List<Release> distinct = new ArrayList<>();
        for (Release release : verified()) {
            if (distinct.stream().noneMatch(other -> other.runsTheSameAs(release))) {
                distinct.add(release);
            }
        }
        return distinct.subList(0, Math.min(count, distinct.size()));
    }

    /** The verified release that ran before the running one was rolled out; one that was rolled back from does not count. */
    public Optional<Release> beforeRunning() {
        List<Release> verified = verified();
        if (verified.isEmpty()) {
            return Optional.empty();
        }
        Release running = verified.get(0);
        int rolledOut = IntStream.range(0, verified.size())
                .filter(i -> verified.get(i).runsTheSameAs(running))
                .filter(i -> verified.get(i).goal().equals(Release.ROLLOUT))
                .findFirst()
                .orElse(0);
        return verified.subList(rolledOut, verified.size()).stream()
                .filter(release -> !release.runsTheSameAs(running))
                .findFirst();
    }

    /**
     * The verified release of a commit.
     *
     * @param prefix enough of the commit's hash to tell it from the others
     * @throws RolloutException with a list of what there is, if that is none or several
     */
    public Release find(String prefix) {
        List<Release> found = verified().stream()
                .filter(release -> release.revision().startsWith(prefix) || prefix.startsWith(release.revision()))
                .toList();
        List<String> revisions =
                found.stream().map(Release::revision).distinct().toList();
        if (revisions.size() == 1) {
            return found.get(0);
        }
        throw new RolloutException((revisions.isEmpty()
                        ? "no verified release of this host is " + prefix
                        : prefix + " stands for " + String.join(" and ", revisions))
                + ". Next: choose with -Dcfa.targetRevision=<commit> of" + list());
    }

    /** The verified releases, a line each. */
    public String list() {
        List<Release> verified = verified();
        return verified.isEmpty()
                ? " none: the release log has no verified release"
                : verified.stream().limit(20).map(Release::describe).collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    private List<Release> verified() {
        return last(attempts.size()).stream().filter(Release::isVerified).toList();
    }
}
