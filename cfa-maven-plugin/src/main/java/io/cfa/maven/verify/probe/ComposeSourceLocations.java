package io.cfa.maven.verify.probe;

import io.cfa.maven.host.bundle.BundleLocation;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.ComposeService;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where in the repository's compose file things stand that a finding cites, and which services it knows, profiles or not. */
public final class ComposeSourceLocations {

    private final Optional<String> text;

    /** Lines of a file, or of none, where only the services' own places are known. */
    public ComposeSourceLocations(Optional<BundleLocation> bundle) {
        this.text = bundle.flatMap(
                files -> files.repository().files().get(Stack.COMPOSE_FILE).text());
    }

    /** The line of a service's memory limit, which may be one that it shares with others; else the service's own. */
    SourceLocation memoryLimit(Service service) {
        return text.map(file -> YamlNode.parse(Path.of(Stack.COMPOSE_FILE), file))
                .flatMap(root -> root.get("services"))
                .flatMap(services -> services.get(service.name()))
                .flatMap(body -> body.get("mem_limit"))
                .map(YamlNode::place)
                .orElse(service.place());
    }

    /** Every service of the file, those that a profile switches off too; empty where there is no file. */
    List<String> services() {
        return text.map(file -> ComposeFile.parse(Path.of(Stack.COMPOSE_FILE), file)).stream()
                .flatMap(file -> file.services().stream())
                .map(ComposeService::name)
                .toList();
    }
}
