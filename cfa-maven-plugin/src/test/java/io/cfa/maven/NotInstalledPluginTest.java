package io.cfa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NotInstalledPluginTest {

    private static final Path ROOT = Path.of("../pom.xml");
    private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");
    private static final Path DIRECTORY =
            Path.of("../.mvn/not-installed/io/cfa/cfa-not-installed-maven-plugin", NotInstalledPlugin.VERSION);
    private static final String NAME = "cfa-not-installed-maven-plugin-" + NotInstalledPlugin.VERSION;
    private static final String AS =
            "what is called where the plugin is not installed. Next: ./mvnw test -pl cfa-maven-plugin -Dtest=NotInstalledPluginTest -Dupdate.not-installed";

    @Test
    void eachOfOurGoalsIsOneOfItsGoals() throws IOException {
        List<String> goals = all(Files.readString(DESCRIPTOR), "<goal>([a-z-]+)</goal>");
        assertThat(goals).contains("verify", "rollout", "help");
        isCommitted(NAME + ".jar", NotInstalledPlugin.jar(goals));
    }

    @Test
    void itsEnforcerIsTheOneThatTheBuildUses() throws IOException {
        List<String> version = all(Files.readString(ROOT), "<enforcer-plugin.version>([^<]+)<");
        assertThat(version).hasSize(1);
        isCommitted(NAME + ".pom", NotInstalledPlugin.pom(version.get(0)));
    }

    @Test
    void itIsDeclaredAfterThePluginOfWhichItHasThePrefix() throws IOException {
        List<String> ours = all(Files.readString(ROOT), "<artifactId>(cfa-[a-z-]*maven-plugin)</artifactId>");
        assertThat(ours).containsExactly("cfa-maven-plugin", "cfa-not-installed-maven-plugin");
    }

    private static void isCommitted(String name, byte[] expected) throws IOException {
        Path file = DIRECTORY.resolve(name);
        if (System.getProperty("update.not-installed") != null) {
            Files.createDirectories(DIRECTORY);
            Files.write(file, expected);
        }
        assertThat(file).as(AS).hasBinaryContent(expected);
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
