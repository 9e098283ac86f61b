package io.cfa.maven.check.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.source.MalformedFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PomFileTest {

    private static PomFile pom(String text) {
        return PomFile.parse(Path.of("/clone/pom.xml"), text);
    }

    @Test
    void elementsHaveTheirPathTheirTextAndTheirLine() {
        PomFile pom = pom(
                """
                <?xml version="1.0"?>
                <project>
                  <modules>
                    <!-- services -->
                    <module> one
                    </module>
                    <module>t<![CDATA[w]]>o</module>
                  </modules>
                  <name/>
                </project>
                """);
        assertThat(pom.at("project/modules/module")).map(PomFile.Element::text).containsExactly("one", "two");
        assertThat(pom.first("project/modules/module").orElseThrow().place()).hasToString("pom.xml:5");
        assertThat(pom.at("project/modules/module").get(1).place()).hasToString("pom.xml:7");
        assertThat(pom.first("project/name").orElseThrow().text()).isEmpty();
        assertThat(pom.first("project/version")).isEmpty();
        assertThat(pom.elements()).map(PomFile.Element::path).endsWith("project/name", "project");
    }

    @Test
    void aNamespaceChangesNothing() {
        assertThat(pom("<m:project xmlns:m='http://maven.apache.org/POM/4.0.0'><m:name>a</m:name></m:project>")
                        .first("project/name")
                        .orElseThrow()
                        .text())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<project>", "<project>\n</projec>", "text", "<project/>\n<project/>"})
    void whatIsNoXmlIsMalformed(String text) {
        assertThatThrownBy(() -> pom(text))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageMatching("pom\\.xml:[12]  is not XML\\. Next: mend the line");
    }

    @Test
    void aDocumentTypeIsRefusedUnread() {
        assertThatThrownBy(
                        () -> pom("<!DOCTYPE project [\n<!ENTITY a SYSTEM \"file:///none\">]>\n<project>&a;</project>"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("declares a document type. Next: remove it");
    }

    @Test
    void fiftyElementsStandInEachOtherAndNoMore() {
        assertThat(pom("<a>".repeat(50) + "</a>".repeat(50)).elements()).hasSize(50);
        assertThatThrownBy(() -> pom("<a>".repeat(51) + "</a>".repeat(51)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("pom.xml:1  is nested more than 50 deep");
    }

    @Test
    void ofATextInPiecesAThousandCharactersAreEnough() {
        String piece = "a".repeat(999) + "<!-- -->";
        assertThat(pom("<p>" + piece + "b<!-- -->c</p>")
                        .first("p")
                        .orElseThrow()
                        .text())
                .isEqualTo("a".repeat(999) + "b");
    }
}
