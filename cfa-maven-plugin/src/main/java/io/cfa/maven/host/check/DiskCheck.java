package io.cfa.maven.host.check;

import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.report.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether there is free disk space for the images that will be pulled, and for what the host keeps of releases. */
public final class DiskCheck implements HostCheck {

    private static final String SUBJECT = "disk";

    /** Layers travel packed, and lie on the disk unpacked as well while they are unpacked. */
    private static final int UNPACKED = 3;

    private static final long MEGABYTE = 1_000_000;
    private static final long RESERVE = 200 * MEGABYTE;
    private static final long COMFORT = 3_000 * MEGABYTE;

    private final long packed;

    /** A check for a pull of so many bytes, packed. */
    public DiskCheck(long packed) {
        this.packed = packed;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        Optional<ObservedState.Disk> images = observed.imagesDisk();
        if (images.isEmpty()) {
            return List.of(CheckResult.unknown(
                    SUBJECT,
                    new Finding(
                            observed.host(),
                            "`df` did not tell the free disk space where the engine keeps its images",
                            "a number",
                            "run `df -h` there by hand")));
        }
        return Stream.of(
                        Stream.of(examine(images.get(), packed * UNPACKED + RESERVE)),
                        observed
                                .directoryDisk()
                                .filter(other ->
                                        !other.mount().equals(images.get().mount()))
                                .map(other -> examine(other, MEGABYTE))
                                .stream())
                .flatMap(results -> results)
                .toList();
    }

    private CheckResult examine(ObservedState.Disk disk, long needed) {
        String observed = disk.free() / MEGABYTE + " MB free on " + disk.mount();
        if (disk.free() >= Math.max(needed, COMFORT)) {
            return CheckResult.passed(SUBJECT, observed);
        }
        Finding finding = new Finding(
                disk.mount(),
                observed,
                disk.free() < needed
                        ? needed / MEGABYTE + " MB"
                                + (packed > 0 ? " for a pull of " + packed / MEGABYTE + " MB packed" : "")
                        : COMFORT / MEGABYTE + " MB or more",
                "free disk space, for example with `docker system df` and `docker image prune` there, or get a larger disk");
        return disk.free() < needed
                ? CheckResult.refused(SUBJECT, observed, finding)
                : CheckResult.warning(SUBJECT, observed, finding);
    }
}
