package io.cfa.maven.model;

import io.cfa.maven.model.compose.ComposeExtensions;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.ComposeService;
import io.cfa.maven.model.compose.PortBinding;
import io.cfa.maven.model.compose.ProjectName;
import io.cfa.maven.model.compose.StartFirst;
import io.cfa.maven.model.compose.StaticForm;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the compose file and its env file say shall run: every service that is on, variables replaced.
 *
 * @param projectName compose's project name
 * @param services    in the file's order; those that a profile switches off are left out
 * @param extensions  what the file says beyond Compose's own words
 */
public record Stack(String projectName, List<Service> services, ComposeExtensions extensions) {

    /** The file names of a bundle, the same in the repository and on the host. */
    public static final String COMPOSE_FILE = "docker-compose.yml";

    /** The file of variables beside it. */
    public static final String ENV_FILE = ".env.cfa2";

    /** The variable that switches profiles on. */
    public static final String PROFILES = "COMPOSE_PROFILES";

    private static final String OURS = "${REGISTRY_IMAGE}/";

    /** Copies. */
    public Stack {
        services = List.copyOf(services);
    }

    /**
     * Reads {@value #COMPOSE_FILE} and {@value #ENV_FILE} of a directory.
     *
     * @param overrides variables that win over those of the env file, as the environment does with compose
     * @throws MalformedFileException where a file is malformed or a variable is missing
     */
    public static Stack read(Path bundle, Map<String, String> overrides) {
        return of(ComposeFile.read(bundle.resolve(COMPOSE_FILE)), EnvFile.read(bundle.resolve(ENV_FILE)), overrides);
    }

    /** Puts together two files that are read already. */
    public static Stack of(ComposeFile compose, EnvFile env, Map<String, String> overrides) {
        Interpolation variables = new Interpolation(
                name -> Optional.ofNullable(overrides.get(name)).or(() -> env.get(name)));
        StaticForm.require(compose);
        // compose only warns of a variable that is not set, and starts the container with an empty value
        compose.templates().forEach(template -> replace(template, variables));
        TlsMode tls = Optional.ofNullable(overrides.get(TlsMode.VARIABLE))
                .or(() -> env.get(TlsMode.VARIABLE))
                .flatMap(TlsMode::of)
                .orElse(TlsMode.OFF);
        Set<String> profiles = Set.of(env.get(PROFILES).orElse("").split(","));
        return new Stack(
                projectName(compose, env, variables),
                compose.services().stream()
                        .filter(service -> service.profiles().isEmpty()
                                || service.profiles().stream().anyMatch(profiles::contains))
                        .map(service -> service(service, variables, tls))
                        .toList(),
                ComposeExtensions.of(compose.root()));
    }

    /** The name as compose labels the containers with it: the env file's own setting wins over the compose file's. */
    private static String projectName(ComposeFile compose, EnvFile env, Interpolation variables) {
        Optional<YamlNode> name = compose.root().get("name");
        return env.get("COMPOSE_PROJECT_NAME")
                .filter(text -> !text.isEmpty())
                .or(() -> name.map(text -> ProjectName.of(replace(text, variables))))
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new MalformedFileException(
                        name.map(YamlNode::place).orElse(new SourceLocation(compose.path(), 1)),
                        "has no top-level \"name\"",
                        "add \"name: cfa\", so that the project is called the same in" + " every directory"));
    }

    /** Where TLS ends; nothing where there is no edge. */
    public Optional<TlsMode> tls() {
        return services.stream()
                .map(Service::ingress)
                .filter(ingress -> !ingress.ports().isEmpty())
                .map(Ingress::mode)
                .findFirst();
    }

    /** The services whose images this reactor builds. */
    public List<Service> builtHere() {
        return services.stream().filter(Service::builtHere).toList();
    }

    private static String replace(YamlNode text, Interpolation variables) {
        return variables.replace(text.text(), text.place());
    }

    private static PublishedPort ingress(String port) {
        if (!port.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("x-cfa edge: '" + port + "': expected a port of the host, 1 to 65535");
        }
        return new PublishedPort(Optional.empty(), Integer.parseInt(port), Integer.parseInt(port));
    }

    private static Service service(ComposeService service, Interpolation variables, TlsMode tls) {
        YamlNode image = service.image()
                .orElseThrow(() -> new MalformedFileException(
                        service.place(), service.name() + " has no image", "add one; nothing is built on the host"));
        return new Service(
                service.name(),
                service.place(),
                image.at(() -> ImageReference.of(replace(image, variables))),
                service.ports().stream()
                        .flatMap(port -> PublishedPort.of(port.at(() -> PortBinding.of(port, variables))).stream())
                        .distinct()
                        .toList(),
                service.edgePort()
                        .map(port -> new Ingress(List.of(port.at(() -> ingress(replace(port, variables)))), tls))
                        .orElse(Ingress.NONE),
                image.text().startsWith(OURS),
                service.replacedLast(),
                StartFirst.of(service, variables));
    }
}
