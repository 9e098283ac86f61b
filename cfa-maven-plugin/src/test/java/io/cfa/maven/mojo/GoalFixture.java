package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.ssh.SshHost;
import io.cfa.maven.rollout.EngineHost;
import io.cfa.maven.rollout.Releases;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * A run of Maven for one goal, with nothing mocked: a session and a project of Maven's own classes, a clone in a directory, a registry and an sshd
 * in this process, and a host that is a directory with a shell. A test with the tag {@code pipeline} has the pipeline's variables.
 */
public abstract class GoalFixture {

    public static final String PIPELINE = "pipeline";

    public final List<String> log = Collections.synchronizedList(new ArrayList<>());
    public final Path temp;
    public final Path clone;
    public final LocalRegistry registry;
    public final EngineHost host;
    public final SshHost server;
    public final MavenProject project;
    public final MavenSession session;
    private final MojoExecution execution;
    /** Whether Maven was called with -q. */
    public boolean quiet;

    public GoalFixture(String goal) {
        try {
            temp = Files.createTempDirectory("goal").toRealPath();
            clone = Files.createDirectories(temp.resolve("clone"));
            registry = new LocalRegistry();
            host = EngineHost.now(temp.resolve("host"), prefix());
            server = SshHost.only().programs(host.programs());
            Path bundle = Files.createDirectories(clone.resolve("bundle"));
            Files.writeString(bundle.resolve("docker-compose.yml"), Releases.COMPOSE);
            Files.writeString(bundle.resolve(".env.cfa2"), Releases.ENV);
            project = project();
            session = session();
            execution = execution(goal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Provides
    final MavenSession providedSession() {
        return session;
    }

    @Provides
    final MavenProject providedProject() {
        return project;
    }

    @Provides
    final MojoExecution providedExecution() {
        return execution;
    }

    @Provides
    public final Log providedLog() {
        return new SystemStreamLog() {
            @Override
            public boolean isInfoEnabled() {
                return !quiet;
            }

            @Override
            public void info(CharSequence line) {
                log.add("INFO " + line);
            }

            @Override
            public void warn(CharSequence line) {
                log.add("WARN " + line);
            }

            @Override
            public void error(CharSequence line) {
                log.add("ERROR " + line);
            }
        };
    }

    @BeforeEach
    final void begin(TestInfo test) {
        if (test.getTags().contains(PIPELINE)) {
            environment(server.environment());
            environment(Map.of(
                    "CI_REGISTRY_IMAGE", prefix(),
                    "CI_COMMIT_SHORT_SHA", "1a2b3c4d",
                    "CI_PROJECT_URL", "https://gitlab.example.com/cfa",
                    "CI_JOB_URL", "https://gitlab.example.com/jobs/7",
                    "GITLAB_USER_LOGIN", "anna",
                    "DEPLOY_TAG", "dev"));
        }
    }

    @AfterEach
    final void end() throws IOException {
        server.close();
        registry.close();
        // a command that the goal did not wait for may still write there
        for (long end = System.nanoTime() + 10_000_000_000L; ; ) {
            try {
                delete();
                return;
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    public final void environment(Map<String, String> variables) {
        variables.forEach((name, value) -> session.getSystemProperties().setProperty("env." + name, value));
    }

    /** Where our images are. */
    public final String prefix() {
        return registry.name() + "/cfa";
    }

    /** Has the registry hold images of all our services under a tag and under the tag that the host runs; the host can pull them. */
    public final Map<String, Digest> push(String tag) {
        Map<String, Digest> digests = new TreeMap<>();
        for (String service : List.of("api-gateway", "identity", "registry")) {
            byte[] manifest =
                    ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":"
                                    + "\"application/vnd.oci.image.config.v1+json\",\"size\":2,\"digest\":\""
                                    + registry.put(
                                            "cfa/" + service,
                                            ("{\"" + service + tag + "\":1}").getBytes(StandardCharsets.UTF_8))
                                    + "\"},\"layers\":[]}")
                            .getBytes(StandardCharsets.UTF_8);
            String type = "application/vnd.oci.image.manifest.v1+json";
            registry.put("cfa/" + service, "dev", type, manifest);
            Digest digest = Digest.of(registry.put("cfa/" + service, tag, type, manifest));
            host.hold(service, digest);
            digests.put(service, digest);
        }
        return digests;
    }

    /** Pulls what the registry holds, and runs it. */
    public final void runWhatIsPushed() {
        assertThat(host.shell().run(Command.of("docker", "compose", "pull")).succeeded())
                .isTrue();
        assertThat(host.shell().run(Command.of("docker", "compose", "up")).succeeded())
                .isTrue();
    }

    /** What a goal would be given: each parameter that a user can set, as it is injected. */
    public static Map<String, Object> parameters(Mojo mojo) {
        try {
            Map<String, Object> values = MojoExtension.getVariablesAndValuesFromObject(mojo);
            Map<String, Object> editable = new TreeMap<>();
            for (Parameter parameter : descriptor(mojo).getParameters()) {
                if (parameter.isEditable() && values.get(parameter.getName()) != null) {
                    editable.put(parameter.getName(), String.valueOf(values.get(parameter.getName())));
                }
            }
            return editable;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a user can mend is a failure with the engine's own words, and without a cause that Maven would print. */
    public static void isForTheUser(Mojo mojo, String message) {
        assertThatThrownBy(mojo::execute)
                .isExactlyInstanceOf(MojoFailureException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    /** What nobody foresaw is a fault of ours. */
    public final void isOurs(Mojo mojo) {
        session.getRequest().setMultiModuleProjectDirectory(null);
        project.getProperties().setProperty("cfa.mainClass", "org.example.Main");
        MavenProject faulty = new MavenProject() {
            @Override
            public java.util.Properties getProperties() {
                throw new IllegalStateException("a fault");
            }
        };
        session.setProjects(List.of(faulty));
        session.setAllProjects(List.of(faulty));
        assertThatThrownBy(mojo::execute)
                .isExactlyInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("cfa:" + execution.getGoal() + " failed by a fault of its own: java.lang.")
                .hasMessageEndingWith(". Next: run it again with -e, and report what it prints then")
                .hasCauseInstanceOf(RuntimeException.class);
    }

    /** The message of a failure that the user can mend. */
    public static String failureOf(Mojo mojo) {
        MojoFailureException failure = catchThrowableOfType(MojoFailureException.class, mojo::execute);
        assertThat(failure).isNotNull().hasNoCause();
        return failure.getMessage();
    }

    /** What a goal writes to standard output by itself; that it fails is for {@link #failureOf}. */
    public static String printed(Mojo mojo) throws MojoExecutionException {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            mojo.execute();
        } catch (MojoFailureException e) {
            assertThat(e).hasNoCause();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** The same, as JSON. */
    public static JsonNode json(Mojo mojo) throws Exception {
        return new ObjectMapper().readTree(printed(mojo));
    }

    /** Gives a parameter a value that is known only now. */
    public static void set(Mojo mojo, String parameter, Object value) throws IllegalAccessException {
        MojoExtension.setVariableValueToObject(mojo, parameter, value);
    }

    /** Makes the module a service with one class. */
    public final void service() throws IOException {
        project.getProperties().setProperty("cfa.mainClass", "org.example.Main");
        Path classes = Files.createDirectories(clone.resolve("target/classes/org/example"));
        Files.write(classes.resolve("Main.class"), new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE});
    }

    private MavenProject project() {
        Model model = new Model();
        model.setModelVersion("4.0.0");
        model.setGroupId("org.example");
        model.setArtifactId("identity");
        model.setVersion("1");
        model.setBuild(new Build());
        MavenProject made = new MavenProject(model);
        made.setFile(clone.resolve("pom.xml").toFile());
        made.getBuild().setDirectory(clone.resolve("target").toString());
        made.getBuild().setOutputDirectory(clone.resolve("target/classes").toString());
        made.getProperties().setProperty("cfa.bundleDirectory", "bundle");
        made.getProperties().setProperty("cfa.branch", "release");
        made.getProperties().setProperty("cfa.remoteDirectory", host.directory().toString());
        made.getProperties()
                .setProperty("cfa.cacheDirectory", temp.resolve("cache").toString());
        made.setArtifacts(new java.util.LinkedHashSet<>());
        return made;
    }

    @SuppressWarnings("deprecation")
    private MavenSession session() {
        MavenExecutionRequest request = new DefaultMavenExecutionRequest()
                .setStartTime(new Date())
                .setInteractiveMode(false)
                .setBaseDirectory(clone.toFile());
        request.setMultiModuleProjectDirectory(clone.toFile());
        request.getSystemProperties()
                .setProperty("user.home", temp.resolve("home").toString());
        request.getSystemProperties().setProperty("maven.multiModuleProjectDirectory", clone.toString());
        MavenSession made = new MavenSession(
                null,
                new org.eclipse.aether.DefaultRepositorySystemSession(),
                request,
                new DefaultMavenExecutionResult());
        made.setProjects(List.of(project));
        made.setAllProjects(List.of(project));
        made.setCurrentProject(project);
        return made;
    }

    private static MojoExecution execution(String goal) {
        PluginDescriptor plugin = plugin();
        Plugin used = new Plugin();
        used.setGroupId(plugin.getGroupId());
        used.setArtifactId(plugin.getArtifactId());
        used.setVersion(plugin.getVersion());
        MojoExecution execution = new MojoExecution(used, goal, "default-cli");
        execution.setMojoDescriptor(plugin.getMojo(goal));
        return execution;
    }

    private static MojoDescriptor descriptor(Mojo mojo) {
        return plugin().getMojos().stream()
                .filter(each -> each.getImplementation().equals(mojo.getClass().getName()))
                .findFirst()
                .orElseThrow();
    }

    private static PluginDescriptor plugin() {
        return Built.PLUGIN;
    }

    /** Read once for all tests, which change nothing of it. */
    private static final class Built {
        private static final PluginDescriptor PLUGIN = read();
    }

    private static PluginDescriptor read() {
        try (BufferedReader file = Files.newBufferedReader(Path.of("target/classes/META-INF/maven/plugin.xml"))) {
            return new PluginDescriptorBuilder().build(file);
        } catch (IOException | org.codehaus.plexus.configuration.PlexusConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
