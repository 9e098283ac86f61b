package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.ProjectNames;
import io.cfa.maven.check.files.Variables;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRulesTest {

    private static final String DIGEST = "@sha256:" + "a".repeat(64);

    private List<String> warnings;

    private List<String> found(String services, String env) {
        ComposeText file = new ComposeText("services:\n" + services, "identity");
        Optional<Variables> variables =
                Variables.read(ComposeText.ROOT.resolve(".env.cfa2"), env, file.findings.of("env"));
        ImageRules rules = new ImageRules(file.findings, variables, new ProjectNames.Modules("services", "deploy"));
        file.services.forEach(rules::check);
        warnings = file.findings.warnings().stream()
                .map(warning -> warning.line() + " " + warning.finding().observed() + "; expected "
                        + warning.finding().expected())
                .toList();
        return file.found();
    }

    private List<String> found(String services) {
        return found(services, "EXACT=17.2.1\nMOVES=17\nNONE=alpine\n");
    }

    @Test
    void oursIsNamedAsItsModuleAndNotBuiltOnTheHost() {
        assertThat(found("  identity: {image: \"${REGISTRY_IMAGE}/identity:${TAG}\"}\n"))
                .isEmpty();
        assertThat(warnings).isEmpty();
        assertThat(found("  identity: {image: \"identity:1.0.0\"}\n"))
                .containsExactly("2 image identity:1.0.0; expected ${REGISTRY_IMAGE}/identity:${TAG}");
        assertThat(found("  other: {image: \"${REGISTRY_IMAGE}/other:${TAG}\"}\n"))
                .containsExactly(
                        "2 image ${REGISTRY_IMAGE}/other:${TAG} of no module; expected a module services/other");
        assertThat(found("  other: {build: .}\n"))
                .containsExactly("2 other is built; expected an image", "2 other has no image; expected an image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres",
                "postgres:alpine",
                "host:5000/postgres",
                "postgres:latest",
                "postgres:latest-17",
                "a:${NONE}",
                "a:${UNSET}",
                "a:$$1"
            })
    void whatIsNotPinnedIsRefused(String reference) {
        assertThat(found("  db: {image: \"" + reference + "\"}\n"))
                .containsExactly("2 image " + reference + " is not pinned; expected a version behind the colon");
    }

    @Test
    void aTagThatMovesIsWorthALook() {
        for (String stays : List.of(
                "postgres:17.2.1",
                "postgres:17.2.1-alpine",
                "minio:RELEASE.2025-01-02T03",
                "postgres:17-alpine" + DIGEST,
                "postgres" + DIGEST,
                "a:${EXACT}")) {
            assertThat(found("  db: {image: \"" + stays + "\"}\n")).as(stays).isEmpty();
            assertThat(warnings).as(stays).isEmpty();
        }
        assertThat(found("  db: {image: \"a:${MOVES}\"}\n")).isEmpty();
        assertThat(warnings)
                .containsExactly("2 image a:${MOVES} may be another tomorrow: its tag moves; expected a:17@sha256:…");
        assertThat(found("  db: {image: \"a:17.2\"}\n")).isEmpty();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void withoutAnEnvFileTheReferenceIsTakenAsItStands() {
        ComposeText file = new ComposeText("services:\n  db: {image: \"a:${EXACT}\"}\n");
        new ImageRules(file.findings, Optional.empty(), new ProjectNames.Modules("services", "deploy"))
                .check(file.services.get(0));
        assertThat(file.found())
                .containsExactly("2 image a:${EXACT} is not pinned; expected a version behind the colon");
    }
}
