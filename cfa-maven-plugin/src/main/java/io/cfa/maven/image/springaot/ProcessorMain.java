package io.cfa.maven.image.springaot;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the JRE of a base is started with, behind everything that the application runs with: has Spring process its beans, and compiles what that writes. Why
 * it failed is the last line that it says. Needs nothing but the JDK, as nothing else of the plugin is there.
 *
 * <p>Source: Spring Boot, {@code SpringApplicationAotProcessor}, whose arguments are the application, three directories, and a group and an artifact; ecj,
 * {@code BatchCompiler}.
 */
public final class ProcessorMain {

    /** The exit status where Spring did not process the beans: at each try, until the application is another. */
    static final int NOT_PROCESSED = 3;

    /** That where what it wrote does not compile: likewise. */
    static final int NOT_COMPILED = 4;

    /** Where Spring's sources, resources and classes come, and what is compiled, in the directory of the second argument. */
    static final List<String> OUTPUTS = List.of("sources", "resources", "classes", "compiled");

    private static final String PROCESSOR = "org.springframework.boot.SpringApplicationAotProcessor";
    private static final String COMPILER = "org.eclipse.jdt.core.compiler.batch.BatchCompiler";
    private static final String PROGRESS = "org.eclipse.jdt.core.compiler.CompilationProgress";

    /** The language of Spring's generated sources; they name classes of whatever version. */
    private static final String LEVEL = "17";

    private static final int LONGEST = 1_200;
    private static final int MOST_CAUSES = 10;

    private ProcessorMain() {}

    /** Takes the application's main class, the directory of the outputs, and the compiler's jar; ends the JVM whatever the application has left running. */
    public static void main(String[] arguments) throws IOException {
        PrintStream said = System.err;
        Path outputs = Path.of(arguments[1]);
        for (String each : OUTPUTS) {
            Files.createDirectories(outputs.resolve(each));
        }
        int status = process(arguments[0], outputs, said);
        if (status == 0) {
            status = compile(Path.of(arguments[2]), outputs, said);
        }
        said.flush();
        Runtime.getRuntime().halt(status);
    }

    private static int process(String application, Path outputs, PrintStream said) {
        try {
            Class.forName(PROCESSOR).getMethod("main", String[].class).invoke(null, (Object) new String[] {
                application,
                outputs.resolve(OUTPUTS.get(0)).toString(),
                outputs.resolve(OUTPUTS.get(1)).toString(),
                outputs.resolve(OUTPUTS.get(2)).toString(),
                "image",
                "beans"
            });
            return 0;
        } catch (InvocationTargetException e) {
            return failed(NOT_PROCESSED, causes(e.getCause()), said);
        } catch (ReflectiveOperationException | LinkageError e) {
            return failed(NOT_PROCESSED, causes(e), said);
        }
    }

    private static int compile(Path compiler, Path outputs, PrintStream said) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "-source",
                LEVEL,
                "-target",
                LEVEL,
                "-encoding",
                "UTF-8",
                "-proc:none",
                "-nowarn",
                // where what is generated stands in its sources depends on nothing that anybody reads
                "-g:none",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + outputs.resolve(OUTPUTS.get(2)),
                "-d",
                outputs.resolve(OUTPUTS.get(3)).toString()));
        try (Stream<Path> sources = Files.walk(outputs.resolve(OUTPUTS.get(0)))) {
            sources.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .sorted()
                    .forEach(words::add);
        }
        StringWriter errors = new StringWriter();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {compiler.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object compiles = loader.loadClass(COMPILER)
                    .getMethod(
                            "compile", String[].class, PrintWriter.class, PrintWriter.class, loader.loadClass(PROGRESS))
                    .invoke(
                            null,
                            words.toArray(String[]::new),
                            new PrintWriter(new StringWriter()),
                            new PrintWriter(errors),
                            null);
            return Boolean.TRUE.equals(compiles) ? 0 : failed(NOT_COMPILED, errors.toString(), said);
        } catch (InvocationTargetException e) {
            return failed(NOT_COMPILED, causes(e.getCause()), said);
        } catch (ReflectiveOperationException | LinkageError e) {
            return failed(NOT_COMPILED, causes(e), said);
        }
    }

    private static String causes(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.toString());
        Throwable cause = thrown.getCause();
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            text.append("; caused by ").append(cause);
            cause = cause.getCause();
        }
        return text.toString();
    }

    /** One line, in bytes that are read as such in any locale; of what is too long the end, where the cause of all is. */
    private static int failed(int status, String why, PrintStream said) {
        String line = why.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?").strip();
        String bounded = line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST / 2) + " [...] " + line.substring(line.length() - LONGEST / 2);
        said.write(("\n" + bounded + "\n").getBytes(StandardCharsets.US_ASCII), 0, bounded.length() + 2);
        return status;
    }
}
