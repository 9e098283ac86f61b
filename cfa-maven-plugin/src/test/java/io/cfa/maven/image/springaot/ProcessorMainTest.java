package io.cfa.maven.image.springaot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own with the compiler itself, and with something by the name of Spring's processor, which is compiled for each test. */
class ProcessorMainTest {

    @TempDir
    Path temp;

    private String said;

    @BeforeEach
    void aDriver() throws IOException {
        String name = ProcessorMain.class.getName().replace('.', '/') + ".class";
        Path driver = temp.resolve("driver").resolve(name);
        Files.createDirectories(driver.getParent());
        Files.write(
                driver,
                ProcessorMain.class.getClassLoader().getResourceAsStream(name).readAllBytes());
    }

    private static Path compiler() {
        try {
            return Path.of(BatchCompiler.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private int run(String processor) throws IOException, InterruptedException {
        Path sources = Files.createDirectories(temp.resolve("spring/org/springframework/boot"));
        Path source = sources.resolve("SpringApplicationAotProcessor.java");
        Files.writeString(
                source,
                "package org.springframework.boot; import java.nio.file.*; public class SpringApplicationAotProcessor {"
                        + " public static void main(String[] of) throws Exception { " + processor + " } }");
        assertThat(BatchCompiler.compile(
                        new String[] {
                            "-17", "-proc:none", "-d", temp.resolve("app").toString(), source.toString()
                        },
                        new PrintWriter(System.out),
                        new PrintWriter(System.err),
                        null))
                .isTrue();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(
                "-cp",
                temp.resolve("app") + File.pathSeparator + temp.resolve("driver"),
                ProcessorMain.class.getName(),
                "io.cfa.Main",
                temp.resolve("made").toString(),
                compiler().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    private String lastLine() {
        return said.strip().lines().reduce((first, last) -> last).orElse("");
    }

    private static String writes(String source) {
        return "Files.writeString(Path.of(of[1], \"Beans.java\"), \"" + source + "\");";
    }

    @Test
    void whatIsGeneratedIsCompiledWithoutWhereItStands() throws Exception {
        assertThat(run(writes("class Beans { Object of() { return \\\"a\\\"; } }")))
                .isZero();
        byte[] compiled = Files.readAllBytes(temp.resolve("made/compiled/Beans.class"));
        assertThat(run(writes("// 4f2a91c7\\n\\nclass Beans { /* 1b */ Object of() { return \\\"a\\\"; } }")))
                .isZero();
        assertThat(temp.resolve("made/compiled/Beans.class")).hasBinaryContent(compiled);
    }

    @Test
    void theApplicationIsNamedWithTheDirectoriesOfSpring() throws Exception {
        assertThat(run("System.err.println(String.join(\" \", of));")).isZero();
        assertThat(lastLine())
                .isEqualTo("io.cfa.Main " + temp.resolve("made/sources") + " " + temp.resolve("made/resources") + " "
                        + temp.resolve("made/classes") + " image beans");
    }

    @Test
    void whySpringFailedIsOneLineWithItsCauses() throws Exception {
        assertThat(run("throw new IllegalStateException(\"no\\nbean\", new RuntimeException(\"of \\u00e9\"));"))
                .isEqualTo(ProcessorMain.NOT_PROCESSED);
        assertThat(lastLine())
                .isEqualTo("java.lang.IllegalStateException: no bean; caused by java.lang.RuntimeException: of ?");
    }

    @Test
    void whatIsVeryLongIsCutInTheMiddle() throws Exception {
        assertThat(run("throw new IllegalStateException(\"a\".repeat(5000) + \" the end\");"))
                .isEqualTo(ProcessorMain.NOT_PROCESSED);
        assertThat(lastLine())
                .startsWith("java.lang.IllegalStateException: aaa")
                .contains(" [...] ")
                .endsWith("a the end")
                .hasSizeLessThan(1_300);
    }

    @Test
    void whatDoesNotCompileIsNamed() throws Exception {
        assertThat(run(writes("class Beans { Missing of; }"))).isEqualTo(ProcessorMain.NOT_COMPILED);
        assertThat(lastLine()).contains("ERROR in ", "Beans.java", "Missing cannot be resolved to a type");
    }

    @Test
    void anApplicationThatIsStillBusyEndsWithItsProcessing() throws Exception {
        assertThat(run("new Thread(() -> { while (true) { Thread.onSpinWait(); } }).start();"))
                .isZero();
    }
}
