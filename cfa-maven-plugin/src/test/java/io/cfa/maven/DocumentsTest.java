package io.cfa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents promise about themselves: the glossary's classes exist, decisions have one shape, links lead somewhere. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TERM = Pattern.compile("^\\| [^|]+ \\| .+ \\| `(\\w+)` \\|$", Pattern.MULTILINE);
    /** A service, what it owns, and the classes of its rules. */
    private static final Pattern RULES =
            Pattern.compile("^\\| `([a-z-]+)` \\| [^|]+ \\| (`[A-Z][^|]+) \\|$", Pattern.MULTILINE);

    /** Of constants all letters are capitals. */
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");

    /** A heading, or the first words of a paragraph. */
    private static final Pattern SECTION = Pattern.compile(
            "^(?:## |\\*\\*)(Status|Context|Decision|Alternatives|Consequences)(?:$|\\.\\*\\*)", Pattern.MULTILINE);

    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");

    @Test
    void eachTermOfTheGlossaryHasAClassThatExists() throws IOException {
        String glossary = Files.readString(ROOT.resolve("docs/glossary.md"));
        List<String> named =
                TERM.matcher(glossary).results().map(term -> term.group(1)).toList();
        assertThat(named).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        assertThat(named).as("classes named in docs/glossary.md").isSubsetOf(classes());
        long rows = glossary.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| term "))
                .count();
        assertThat(named).as("a class for each term").hasSize((int) rows);
    }

    @Test
    void eachRuleOfTheDomainStandsInAClassOfItsService() throws IOException {
        String domain = Files.readString(ROOT.resolve("docs/domain.md"));
        List<String> services = new ArrayList<>();
        for (MatchResult row : RULES.matcher(domain).results().toList()) {
            services.add(row.group(1));
            List<String> rules = names(row.group(2));
            assertThat(rules).as("rules of " + row.group(1)).isNotEmpty();
            assertThat(mainClasses("services/" + row.group(1))).containsAll(rules);
        }
        assertThat(services).containsExactlyInAnyOrderElementsOf(reactorsServices());
        assertThat(classes()).as("classes named in docs/domain.md").containsAll(names(domain));
    }

    private static List<String> reactorsServices() throws IOException {
        List<String> services = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT.resolve("services"))) {
            for (Path module : modules.toList()) {
                Path pom = module.resolve("pom.xml");
                if (Files.exists(pom) && Files.readString(pom).contains("<cfa.mainClass>")) {
                    services.add(module.getFileName().toString());
                }
            }
        }
        return services;
    }

    private static List<String> names(String text) {
        return CLASS.matcher(text).results().map(name -> name.group(1)).toList();
    }

    private static Set<String> classes() throws IOException {
        return files("java")
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    private static Set<String> mainClasses(String directory) throws IOException {
        return files("java")
                .filter(file -> file.startsWith(ROOT.resolve(directory))
                        && file.toString().contains("/src/main/java/"))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void eachDecisionHasStatusContextDecisionAlternativesAndConsequences() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/decisions"))) {
            List<Path> all = pages.sorted().toList();
            assertThat(all).hasSizeGreaterThan(8);
            for (Path page : all) {
                assertThat(SECTION.matcher(Files.readString(page))
                                .results()
                                .map(section -> section.group(1))
                                .toList())
                        .as(page.getFileName().toString())
                        .containsExactly("Status", "Context", "Decision", "Alternatives", "Consequences");
            }
        }
    }

    @Test
    void eachLinkToAFileLeadsToOne() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : files("md").toList()) {
            for (Matcher link = LINK.matcher(Files.readString(document)); link.find(); ) {
                String target = link.group(1).replaceFirst("#.*", "");
                if (!target.isEmpty()
                        && !target.matches("[a-z]+:.*")
                        && !Files.exists(document.resolveSibling(target))) {
                    broken.add(ROOT.relativize(document) + ": " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** The repository's own, without what a build made. */
    private static Stream<Path> files(String extension) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.toString().endsWith("." + extension))
                    .filter(file -> !file.toString().matches(".*/(target|node_modules|\\.git)/.*"))
                    .toList()
                    .stream();
        }
    }
}
