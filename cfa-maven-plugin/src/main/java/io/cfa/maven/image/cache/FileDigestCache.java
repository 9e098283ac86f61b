package io.cfa.maven.image.cache;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The digests of files: each file is read once in a build, and a jar of a repository once on this machine.
 *
 * <p>A file is taken for the same while size, inode, and the times of its bytes and of its inode are; the last of these cannot be set by
 * anyone. What was changed just now may change again within the same tick of the clock, and is not remembered.
 */
public final class FileDigestCache {

    private static final String ATTRIBUTES = "unix:size,ino,lastModifiedTime,ctime";

    /** What the file is about; one of an older form is not believed. */
    static final String FORM = "digests of files, form 2";

    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Path file;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final AtomicBoolean isNew = new AtomicBoolean();

    /** Remembers in a file, which need not be there, and is not believed if it was damaged. */
    public FileDigestCache(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        read();
    }

    /** What was read in this build is known at first hand. */
    private record Known(String state, Digest digest, boolean lasts, boolean firstHand) {}

    private record State(String text, boolean isSettled) {}

    /** The digest of a file, for this build. */
    public Digest of(Path path) throws IOException {
        return of(path, false);
    }

    /** The digest of a file that later builds will ask for too. */
    public Digest ofLasting(Path path) throws IOException {
        return of(path, true);
    }

    private Digest of(Path path, boolean lasting) throws IOException {
        String name = name(path);
        State state = state(path);
        Known seen = known.get(name);
        if (seen != null && seen.state().equals(state.text())) {
            return seen.digest();
        }
        Digest digest = Sha256.of(path);
        boolean lasts = lasting && state.isSettled() && name.indexOf('\n') < 0;
        known.put(name, new Known(state.text(), digest, lasts, true));
        if (lasts) {
            isNew.set(true);
        }
        return digest;
    }

    /**
     * Makes sure that files still have the digests that were given out in this build, before a layer is made of them.
     *
     * @throws IOException if one has not
     */
    public void confirm(List<Path> paths) throws IOException {
        for (Path path : paths) {
            String name = name(path);
            Known seen = known.get(name);
            if (seen == null
                    || !seen.firstHand()
                    || !seen.state().equals(state(path).text())) {
                known.remove(name);
                Digest now = of(path, seen != null && seen.lasts());
                if (seen != null && !now.equals(seen.digest())) {
                    save();
                    throw new IOException(path + " has changed since it was looked at. Next: run the build again");
                }
            }
        }
    }

    /** Another for each file, also where the locale of this process reads two names alike. */
    private static String name(Path path) {
        return PortablePath.isAscii(path)
                ? path.toAbsolutePath().toString()
                : path.toUri().getRawPath();
    }

    private State state(Path path) throws IOException {
        try {
            Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES);
            FileTime changed = (FileTime) found.get("ctime");
            return new State(
                    found.get("size") + " " + found.get("ino") + " " + found.get("lastModifiedTime") + " " + changed,
                    changed.toInstant().isBefore(clock.instant().minus(SETTLED)));
        } catch (UnsupportedOperationException e) {
            // not Unix: for this build only
            return new State(Files.size(path) + " " + Files.getLastModifiedTime(path), false);
        }
    }

    /** Writes down what is new; a build beside this one may do the same, and what is lost by that is found out again. */
    public void save() throws IOException {
        if (!isNew.getAndSet(false)) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(known).forEach((name, entry) -> {
            if (entry.lasts()) {
                lines.append(entry.digest() + "\t" + entry.state() + "\t" + name + "\n");
            }
        });
        ChecksummedFile.write(file, FORM, lines.toString());
    }

    private void read() {
        ChecksummedFile.read(file, FORM).stream().flatMap(String::lines).forEach(line -> {
            String[] fields = line.split("\t", 3);
            known.put(fields[2], new Known(fields[1], Digest.of(fields[0]), true, false));
        });
    }
}
