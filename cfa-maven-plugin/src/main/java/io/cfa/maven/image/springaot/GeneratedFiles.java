package io.cfa.maven.image.springaot;

import io.cfa.maven.image.cache.PortablePath;
import io.cfa.maven.image.runtime.NotMadeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which of the generated files an image holds: what was compiled of sources, resources but those of native images, and of the proxies that were written
 * as classes those alone that a source names. Spring makes the others at the start, as it does without any of this.
 *
 * <p>A proxy has its methods in the order of the addresses of their names. That is the same each time where these names are in the class-data archive, which
 * holds a class that its list names; of others there is more than one form.
 *
 * @param outputs   where they are, by {@link ProcessorMain#OUTPUTS}
 * @param classList of the archive
 */
record GeneratedFiles(Path outputs, List<String> classList) {

    /** Source: Spring Framework, {@code SpringNamingPolicy}. */
    private static final String PROXY = "$$SpringCGLIB$$";

    private static final Pattern NAMED = Pattern.compile("[\\w$]+\\$\\$SpringCGLIB\\$\\$\\d+\\b");

    private static final String CLASS = ".class";
    private static final String OF_NATIVE_IMAGES = "META-INF/native-image/";

    /** Whether an application can be started with them, by what Spring Boot looks for then. */
    boolean starts(String mainClass) {
        return Files.isRegularFile(outputs.resolve("compiled")
                .resolve(mainClass.replace('.', '/') + "__ApplicationContextInitializer" + CLASS));
    }

    /** Brings what is kept into a directory. */
    Path kept(Path directory) throws IOException, NotMadeException {
        Files.createDirectories(directory);
        copy("compiled", directory, file -> true);
        copy("resources", directory, file -> !file.startsWith(OF_NATIVE_IMAGES));
        Set<String> named = named();
        Optional<String> varying = files("classes").stream()
                .filter(file -> named.contains(simpleName(file)))
                .filter(file -> !file.contains(PROXY) || !isListed(file.substring(0, file.indexOf(PROXY))))
                .sorted()
                .findFirst();
        if (varying.isPresent()) {
            throw new NotMadeException("its beans need the proxy " + varying.get()
                    + ", whose methods have another order each time, as no class of cfa.classList has them; proxyBeanMethods = false"
                    + " spares it");
        }
        copy("classes", directory, file -> named.contains(simpleName(file)));
        return directory;
    }

    private boolean isListed(String type) {
        return classList.contains(type);
    }

    /** The proxies that the sources name. */
    private Set<String> named() throws IOException {
        Set<String> named = new HashSet<>();
        for (String file : files("sources")) {
            Matcher matcher =
                    NAMED.matcher(Files.readString(outputs.resolve("sources").resolve(file)));
            while (matcher.find()) {
                named.add(matcher.group());
            }
        }
        return named;
    }

    private static String simpleName(String file) {
        return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.class$", "");
    }

    private void copy(String output, Path to, Predicate<String> isKept) throws IOException {
        for (String file : files(output)) {
            if (isKept.test(file)) {
                Path copy = to.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(outputs.resolve(output).resolve(file), copy);
            }
        }
    }

    private List<String> files(String output) throws IOException {
        Path root = outputs.resolve(output);
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> PortablePath.relative(root, file))
                    .toList();
        }
    }
}
