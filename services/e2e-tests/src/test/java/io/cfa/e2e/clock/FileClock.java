package io.cfa.e2e.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** Another clock, and as many milliseconds as a file says; the file is read each time, so that all who go by it change at once. */
public final class FileClock extends Clock {

    private final Clock clock;
    private final Path file;

    /** The clock that is ahead, and by how much. */
    public FileClock(Clock clock, Path file) {
        this.clock = clock;
        this.file = file;
    }

    @Override
    public Instant instant() {
        try {
            return clock.instant().plusMillis(Long.parseLong(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new FileClock(clock.withZone(zone), file);
    }
}
