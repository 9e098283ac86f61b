package io.cfa.maven.mojo.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The names that parameters had before: they work for one release, and each is warned of once in a run of Maven.
 *
 * <p>A parameter's former name is its {@code alias}: {@code who} was {@code -Dcfa.who}, a property {@code cfa.who}, and {@code <who>} in a POM's
 * configuration. Maven maps the last by itself and says nothing. The other two are copied to the present name here, while the goal is being
 * made: Maven makes a goal's components first, and reads the properties for its parameters then. So a former name has whatever precedence
 * its form has.
 */
public final class FormerParameters {

    private static final String PROPERTY = "cfa.";

    private final List<String> warnings = new ArrayList<>();
    private final Set<Object> warned;

    /** Translates what this run and this project set for a goal. */
    @Inject
    public FormerParameters(MavenSession session, MojoExecution execution) {
        warned = warned(session);
        Optional<MavenProject> project = Optional.ofNullable(session.getCurrentProject());
        Set<String> configured = project.map(in -> configured(in, execution)).orElse(Set.of());
        for (Parameter parameter : renamed(execution)) {
            String former = PROPERTY + parameter.getAlias();
            String name = PROPERTY + parameter.getName();
            translate(former, name, session.getUserProperties());
            project.ifPresent(in -> translate(former, name, in.getProperties()));
            if (configured.contains(parameter.getAlias())) {
                warn(
                        "<" + parameter.getAlias() + "> in the configuration of " + execution.getArtifactId(),
                        "<" + parameter.getName() + ">");
            }
        }
    }

    /** Says each warning that this run of Maven has not said yet. */
    public void warn(Consumer<String> log) {
        warnings.stream().filter(warned::add).forEach(log);
    }

    private void translate(String former, String name, Properties properties) {
        String value = properties.getProperty(former);
        if (value != null) {
            boolean isGivenTwice = properties.containsKey(name) && !value.equals(properties.getProperty(name));
            properties.putIfAbsent(name, value);
            warn(former, isGivenTwice ? name + ", which is given too and wins" : name);
        }
    }

    private void warn(String former, String name) {
        warnings.add(
                former + " is called " + name + " now. The former name works until the next release. Next: rename it");
    }

    private static List<Parameter> renamed(MojoExecution execution) {
        return Optional.ofNullable(execution.getMojoDescriptor()).stream()
                .flatMap(descriptor -> descriptor.getParameters().stream())
                .filter(parameter ->
                        parameter.getAlias() != null && !parameter.getAlias().isEmpty())
                .toList();
    }

    /** What a POM's configuration of this plugin names, as it stands there: what Maven hands on has the present names. */
    private static Set<String> configured(MavenProject project, MojoExecution execution) {
        Set<String> names = new TreeSet<>();
        Stream.of(project.getBuildPlugins(), managed(project))
                .flatMap(List::stream)
                .filter(plugin -> plugin.getKey().equals(execution.getGroupId() + ":" + execution.getArtifactId()))
                .flatMap(plugin -> Stream.concat(
                        Stream.of(plugin.getConfiguration()),
                        plugin.getExecutions().stream()
                                .filter(each -> each.getId().equals(execution.getExecutionId()))
                                .map(PluginExecution::getConfiguration)))
                .filter(Xpp3Dom.class::isInstance)
                .map(Xpp3Dom.class::cast)
                .flatMap(configuration -> Stream.of(configuration.getChildren()))
                .map(Xpp3Dom::getName)
                .forEach(names::add);
        return names;
    }

    private static List<Plugin> managed(MavenProject project) {
        return Optional.ofNullable(project.getPluginManagement())
                .map(management -> management.getPlugins())
                .orElse(List.of());
    }

    /** What this run of Maven has warned of; the same for all its modules and goals. */
    @SuppressWarnings("unchecked")
    private static Set<Object> warned(MavenSession session) {
        return (Set<Object>) session.getRequest()
                .getData()
                .computeIfAbsent(FormerParameters.class.getName(), none -> ConcurrentHashMap.newKeySet());
    }
}
