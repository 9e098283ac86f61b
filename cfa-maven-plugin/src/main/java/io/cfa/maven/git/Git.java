package io.cfa.maven.git;

import io.cfa.maven.git.GitProcess.Refusal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks git about a clone, as it is when it is first asked. Where git does not answer, there is no answer, and the reason is told once.
 *
 * <p>Three calls, however many modules ask: what is checked out, what is not committed, and what changed last.
 */
public final class Git {

    private static final int SHORT = 8;
    /** Git names the top of the clone, which is what it wants to be named to it. */
    private static final Pattern DUBIOUS = Pattern.compile("dubious ownership in repository at '(.+)'");

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<Object, Git> OF_BUILDS = new WeakHashMap<>();

    private final Path directory;
    private final Consumer<String> notes;
    private final GitProcess git;
    private Optional<Clone> clone;
    private LastChanges changes;
    private Revision head;
    private String[] checkedOut;
    private Optional<String> refusal = Optional.empty();

    /**
     * Asks about the clone that a directory is in.
     *
     * @param notes is told where an answer is second best
     */
    public Git(Path directory, Consumer<String> notes) {
        this(directory, notes, new GitProcess(directory, List.of("git"), LIMIT));
    }

    Git(Path directory, Consumer<String> notes, GitProcess git) {
        this.directory = directory;
        this.notes = notes;
        this.git = git;
    }

    /**
     * The one of a build.
     *
     * @param build lives as long as the build does
     */
    public static Git of(Object build, Path directory, Consumer<String> notes) {
        synchronized (OF_BUILDS) {
            return OF_BUILDS.computeIfAbsent(build, any -> new Git(directory, notes));
        }
    }

    /**
     * A clone.
     *
     * @param prefix  of the directory below the top: empty, or with a slash at its end
     * @param head    what is checked out
     * @param oldest  the commits before which its history is cut off
     * @param changed what is not committed, below the top; a directory that is new as a whole ends with a slash
     */
    private record Clone(String prefix, String head, Set<String> oldest, List<String> changed) {}

    /**
     * Reads history before somebody asks for it; not what is committed and what is not, which is asked as late as can be. Where git refuses, the
     * first who asks is told.
     *
     * @param all the files and directories that will be asked for
     */
    public synchronized void readAhead(Collection<Path> all) {
        try {
            if (changes == null) {
                changes = LastChanges.read(git, new ClonePaths(directory, prefix(checkedOut())).of(all));
            }
        } catch (Refusal e) {
            // told by known()
        }
    }

    /** What is checked out, as an image is tagged. */
    public synchronized Optional<String> shortRevision() {
        return known().map(found ->
                found.head().substring(0, SHORT) + (found.changed().isEmpty() ? "" : Revision.DIRTY));
    }

    /**
     * The last commit that changed one of some files or directories.
     *
     * @param paths those that are outside of the clone are left out; the first is named where a person is told of them
     */
    public Optional<Revision> lastChange(List<Path> paths) {
        return lastChange(paths, List.of());
    }

    /**
     * The last commit that changed one of some files or directories.
     *
     * @param paths those that are outside of the clone are left out; the first is named where a person is told of them
     * @param all   those that other modules will ask for, so that history is read once
     */
    public synchronized Optional<Revision> lastChange(List<Path> paths, Collection<Path> all) {
        return known().filter(found -> refusal.isEmpty()).flatMap(found -> {
            Set<String> asked = new ClonePaths(directory, found.prefix()).of(paths);
            return changes(found, asked, all)
                    .map(last -> dirty(
                            found,
                            asked,
                            last.of(asked)
                                    .filter(revision -> !found.oldest().contains(revision.commit()))
                                    .orElseGet(() -> head(found, last.of(asked).isPresent(), paths.get(0)))));
        });
    }

    /**
     * What files and directories are in the commit that is checked out, as git names what is in them, by their path below the top of the clone.
     *
     * @return nothing where one of them holds what is not committed, is not in the commit, or leads elsewhere, by a link or as a module of another
     *     repository, and where git does not say
     */
    public synchronized Optional<SortedMap<String, String>> committed(Collection<Path> paths) {
        return known().filter(found -> refusal.isEmpty()).flatMap(found -> {
            Set<String> asked = new ClonePaths(directory, found.prefix()).of(paths);
            if (asked.size() < Set.copyOf(paths).size() || isDirty(found, asked)) {
                return Optional.empty();
            }
            try {
                return Optional.of(CommittedObjects.read(git, asked)).filter(objects -> objects.size() == asked.size());
            } catch (Refusal e) {
                refused(e);
                return Optional.empty();
            }
        });
    }

    private static Revision dirty(Clone clone, Set<String> paths, Revision last) {
        return isDirty(clone, paths) ? new Revision(last.commit() + Revision.DIRTY, last.created()) : last;
    }

    private static boolean isDirty(Clone clone, Set<String> paths) {
        return clone.changed().stream()
                .map(changed -> changed.replaceFirst("/$", ""))
                .anyMatch(changed -> paths.stream()
                        .anyMatch(path -> path.isEmpty()
                                || changed.equals(path)
                                || changed.startsWith(path + "/")
                                || path.startsWith(changed + "/")));
    }

    /**
     * Why git did not say what it was asked, although there is a clone, and what to do about it; empty where it said all, and where there is no clone.
     */
    public synchronized Optional<String> refusal() {
        return refusal;
    }

    /** Which of two commits came first. */
    public synchronized Ancestors.Answer isAncestor(String older, String newer) {
        return new Ancestors(git).isAncestor(older, newer);
    }

    private Optional<Clone> known() {
        if (clone == null) {
            try {
                clone = Optional.of(read());
            } catch (Refusal e) {
                clone = Optional.empty();
                refused(e);
            }
        }
        return clone;
    }

    private Clone read() throws Refusal {
        String[] lines = checkedOut();
        boolean isShallow = lines[0].equals("true");
        Set<String> oldest = isShallow
                ? Set.of(git.run("rev-list", "--max-parents=0", "HEAD").split("\n"))
                : Set.of();
        List<String> changed = new ArrayList<>();
        git.read(
                entry -> {
                    // two letters and a space before each
                    if (entry.length() > 3) {
                        changed.add(entry.substring(3));
                    }
                    return true;
                },
                List.of(
                        "status",
                        "--porcelain=v1",
                        "-z",
                        "--no-renames",
                        "--untracked-files=normal",
                        "--ignore-submodules=none"));
        return new Clone(prefix(lines), lines[1], oldest, changed);
    }

    /** Whether history is cut off, the commit, and where in the clone this is. */
    private String[] checkedOut() throws Refusal {
        if (checkedOut == null) {
            checkedOut = git.run("rev-parse", "--is-shallow-repository", "HEAD", "--show-prefix")
                    .split("\n", -1);
        }
        return checkedOut;
    }

    private static String prefix(String[] checkedOut) {
        return checkedOut.length > 2 ? checkedOut[2] : "";
    }

    private void refused(Refusal e) {
        String said = e.getMessage().lines().findFirst().orElse("");
        String what = "git does not say what is built in " + directory + ": " + said + ".";
        String next = " Next: " + next(said);
        if (isClone()) {
            refusal = Optional.of(what + next);
        }
        notes.accept(what + " Images say \"" + Revision.UNKNOWN + "\" where a commit should stand." + next);
    }

    private String next(String said) {
        Matcher owned = DUBIOUS.matcher(said);
        if (owned.find()) {
            return "git config --global --add safe.directory '" + owned.group(1).replace("'", "'\\''") + "'";
        }
        return isClone() ? "see what git status says there" : "build a clone, or name the revision with -Dcfa.revision";
    }

    /** Whether there is one, of which git may say nothing all the same. */
    private boolean isClone() {
        for (Path above = directory.toAbsolutePath(); above != null; above = above.getParent()) {
            if (Files.exists(above.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    private Optional<LastChanges> changes(Clone found, Set<String> asked, Collection<Path> all) {
        try {
            if (changes == null || !changes.knows(asked)) {
                Set<String> paths = new LinkedHashSet<>(asked);
                paths.addAll(new ClonePaths(directory, found.prefix()).of(all));
                changes = LastChanges.read(git, paths);
            }
            return Optional.of(changes);
        } catch (Refusal e) {
            refused(e);
            return Optional.empty();
        }
    }

    /** In a shallow clone the oldest commit seems to have added everything, and what was never committed has none. */
    private Revision head(Clone found, boolean isShallow, Path module) {
        if (head == null) {
            head = headOf(found);
        }
        notes.accept((isShallow ? "this clone is too shallow to see when " : "git has no commit that tells when ")
                + module.getFileName() + " last changed: its image says " + head.commit()
                + (isShallow
                        ? ". Next: fetch the whole history (GIT_DEPTH: 0), so that an unchanged service keeps its digest"
                        : ". Next: commit it"));
        return head;
    }

    private Revision headOf(Clone found) {
        long seconds = git.answer("log", "-1", "--no-show-signature", "--format=%ct", found.head())
                .map(Long::parseLong)
                .orElse(0L);
        return new Revision(found.head(), Instant.ofEpochSecond(seconds));
    }
}
