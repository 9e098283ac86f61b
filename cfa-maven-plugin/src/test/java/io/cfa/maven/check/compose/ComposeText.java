package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A compose file that a test writes, and what a rule finds in it: {@code LINE observed; expected …}. */
final class ComposeText {

    static final Path ROOT = Path.of("/clone");
    /** As with an env file that sets {@code ONE=1}, {@code SIZE=1g} and {@code OTHER=b}. */
    static final UnaryOperator<String> RESOLVED =
            text -> text.replace("${ONE}", "1").replace("${SIZE}", "1g").replace("${OTHER}", "b");

    final Findings findings = new Findings(ROOT);
    final YamlNode compose;
    final List<ServiceEntry> services;

    /** Those that are named are modules of the reactor. */
    ComposeText(String text, String... builtHere) {
        compose = YamlNode.parse(ROOT.resolve("docker-compose.yml"), text);
        services = compose.require("services").entries().stream()
                .map(entry -> new ServiceEntry(
                        entry.getKey().text(),
                        entry.getKey(),
                        entry.getValue(),
                        Set.of(builtHere).contains(entry.getKey().text())))
                .toList();
    }

    List<String> found() {
        return findings.sorted().stream()
                .map(found -> found.line() + " " + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }
}
