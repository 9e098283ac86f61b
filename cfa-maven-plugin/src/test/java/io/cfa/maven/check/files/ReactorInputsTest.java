package io.cfa.maven.check.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReactorInputsTest {

    @TempDir
    Path root;

    private void pom(String directory, String content) throws IOException {
        Path file = root.resolve(directory).resolve("pom.xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<project>" + content + "</project>");
    }

    private static String dependency(String artifact, String more) {
        return "<dependency><groupId>x</groupId><artifactId>" + artifact + "</artifactId>" + more + "</dependency>";
    }

    @Test
    void anImageIsMadeOfItsModuleThoseInItThePomsAboveThePluginAndMavensSettings() throws IOException {
        Files.createDirectories(root.resolve(".mvn"));
        pom("", "<artifactId>top</artifactId><modules><module>tool</module><module>apps</module></modules>");
        pom(
                "tool",
                "<parent><artifactId>top</artifactId></parent><artifactId>tool</artifactId><packaging>maven-plugin</packaging>");
        pom(
                "apps",
                "<parent><artifactId>top</artifactId></parent><artifactId>apps</artifactId>"
                        + "<modules><module>kit</module><module>base</module><module>tests</module><module>one</module></modules>"
                        + "<properties><cfa.classList>lists/kit</cfa.classList></properties>");
        String parent = "<parent><artifactId>apps</artifactId></parent>";
        pom("apps/base", parent + "<artifactId>base</artifactId>");
        pom(
                "apps/kit",
                parent + "<artifactId>kit</artifactId><dependencies>" + dependency("base", "") + "</dependencies>");
        pom("apps/tests", parent + "<artifactId>tests</artifactId>");
        pom(
                "apps/one",
                parent + "<artifactId>one</artifactId><dependencies>" + dependency("kit", "")
                        + dependency("tests", "<scope>test</scope>") + dependency("elsewhere", "") + "</dependencies>");
        assertThat(ReactorInputs.read(root).patterns("one").orElseThrow())
                .containsExactly(
                        ".mvn/**/*",
                        "apps/base/**/*",
                        "apps/kit/**/*",
                        "apps/one/**/*",
                        "apps/pom.xml",
                        "lists/kit",
                        "pom.xml",
                        "tool/pom.xml",
                        "tool/src/main/**/*");
        assertThat(ReactorInputs.read(root).sources("one"))
                .containsExactly("apps/base/", "apps/kit/", "apps/one/", "apps/pom.xml", "pom.xml");
    }

    @Test
    void whatAParentOrAProfileAddsIsIn() throws IOException {
        pom(
                "",
                "<artifactId>top</artifactId><profiles><profile><modules><module>a</module></modules></profile></profiles>"
                        + "<modules><module>b</module><module>c</module></modules><dependencies>" + dependency("b", "")
                        + "</dependencies>");
        pom("b", "<artifactId>b</artifactId>");
        pom("c", "<artifactId>c</artifactId>");
        pom(
                "a",
                "<parent><artifactId>top</artifactId></parent><artifactId>a</artifactId><profiles><profile><dependencies>"
                        + dependency("c", "") + "</dependencies></profile></profiles>");
        assertThat(ReactorInputs.read(root).patterns("a").orElseThrow())
                .containsExactly("a/**/*", "b/**/*", "c/**/*", "pom.xml");
    }

    @Test
    void twoModulesThatNeedEachOtherEnd() throws IOException {
        pom("", "<artifactId>top</artifactId><modules><module>a</module><module>b</module></modules>");
        pom("a", "<artifactId>a</artifactId><dependencies>" + dependency("b", "") + "</dependencies>");
        pom("b", "<artifactId>b</artifactId><dependencies>" + dependency("a", "") + "</dependencies>");
        assertThat(ReactorInputs.read(root).patterns("a").orElseThrow()).containsExactly("a/**/*", "b/**/*");
    }

    @Test
    void aServiceThatIsTheWholeCloneIsMadeOfAllOfIt() throws IOException {
        pom("", "<artifactId>one</artifactId>");
        assertThat(ReactorInputs.read(root).patterns("one").orElseThrow()).containsExactly("**/*");
    }

    @Test
    void ofAModuleThatThereIsNotNothingIsKnown() throws IOException {
        assertThat(ReactorInputs.read(root).patterns("one")).isEmpty();
        pom("", "<artifactId>top</artifactId><modules><module>gone</module></modules>");
        assertThat(ReactorInputs.read(root).patterns("gone")).isEmpty();
        Files.writeString(root.resolve("pom.xml"), "no XML");
        assertThat(ReactorInputs.read(root).patterns("top")).isEmpty();
    }
}
