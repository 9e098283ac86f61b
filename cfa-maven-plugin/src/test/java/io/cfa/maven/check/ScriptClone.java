package io.cfa.maven.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A clone in which scripts of .gitlab run, with the real git, tar and openssl, and the variables of a job. */
final class ScriptClone {

    /** What the job has of variables; those of the pipeline that this is a part of are gone. */
    final Map<String, String> variables = new TreeMap<>();

    private final Path directory;

    /** One in {@code clone} below the directory, with these files of the repository. */
    ScriptClone(Path directory, String... files) throws IOException, InterruptedException {
        this.directory = directory;
        for (String file : files) {
            write(file, Files.readString(Path.of("..").resolve(file)));
        }
        run("chmod -R +x .gitlab && git init -q");
    }

    Path file(String name) {
        return directory.resolve("clone").resolve(name);
    }

    void write(String file, String text) throws IOException {
        Files.createDirectories(file(file).getParent());
        Files.writeString(file(file), text);
    }

    void commit() throws IOException, InterruptedException {
        run("git add -A && git -c user.name=a -c user.email=a@b commit -q -m a");
    }

    /** Has the job sign with a key of this name, which is made where it is not there. */
    void sign(String key) throws IOException, InterruptedException {
        run("[ -f ../" + key + " ] || openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ../" + key
                + " 2>/dev/null");
        variables.put("COSIGN_PRIVATE_KEY", directory.resolve(key).toString());
    }

    /** What it says, on both streams. */
    String run(String command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(file("").toFile())
                .redirectErrorStream(true);
        shell.environment().keySet().removeIf(name -> name.matches("(COSIGN|MAVEN_|CI_|JOB_IMAGE).*"));
        shell.environment().putAll(variables);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
