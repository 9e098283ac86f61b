package io.cfa.maven.verify.inspect;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import java.util.List;

/** Whether there is room for new images, and for what the host keeps of releases. */
final class DiskCheck {

    private static final String SUBJECT = "disk";
    private static final long KIB_IN_GIB = 1024L * 1024;
    private static final long NEEDED = 3;
    private static final int FREE = 3;
    private static final int MOUNT = 5;

    private final RemoteHost host;
    private final String directory;

    DiskCheck(RemoteHost host, String directory) {
        this.host = host;
        this.directory = directory;
    }

    List<ProbeResult> results() {
        Result root = host.run(Command.of("docker", "info", "--format", "{{.DockerRootDir}}"));
        String images =
                root.succeeded() && !root.output().isBlank() ? root.output().strip() : "/var/lib/docker";
        // exits with 1 where one of them is missing, and prints the other
        List<ProbeResult> results = host.run(Command.of("df", "-Pk", images, directory))
                .output()
                .lines()
                .skip(1)
                .distinct()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length > MOUNT && words[FREE].matches("\\d+"))
                .map(DiskCheck::result)
                .toList();
        return results.isEmpty()
                ? List.of(Doctor.unknown(
                        SUBJECT,
                        new Finding(
                                host.name(), "df printed nothing of " + images, "its free space", "look at the host")))
                : results;
    }

    private static ProbeResult result(String[] words) {
        long free = Long.parseLong(words[FREE]) / KIB_IN_GIB;
        String observed = free + " GiB free on " + words[MOUNT];
        return free >= NEEDED
                ? Doctor.passed(SUBJECT, observed)
                : Doctor.failed(
                        SUBJECT,
                        observed,
                        new Finding(
                                words[MOUNT],
                                observed,
                                NEEDED + " GiB or more",
                                "`docker image prune --all --filter until=168h` there, or a larger disk"));
    }
}
