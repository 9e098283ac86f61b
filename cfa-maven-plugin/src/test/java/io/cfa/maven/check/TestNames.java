package io.cfa.maven.check;

import io.cfa.maven.check.files.ProjectNames;
import io.cfa.maven.model.compose.ComposeVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What this repository calls its own, as its root POM says it. */
public final class TestNames {

    public static final ProjectNames CFA2 = new ProjectNames(
            new ProjectNames.Pipeline(".gitlab/gitlab-ci.dev.yml", "dev-cfa2", "deploy-cfa2"),
            new ProjectNames.Documents(
                    Optional.of("docs/deploy/vps-cfa2/cfa2-dev-runbook.md"),
                    List.of(
                            "## Backend dev pipeline",
                            "## Как задеплоить backend stack на cfa2 / How to deploy the backend stack to cfa2"),
                    Optional.of("docs/deploy/vps-cfa2/CI-BUILD-MATRIX.md")),
            new ProjectNames.Modules("services", "deploy"),
            Set.of("keycloak", "edge"),
            ComposeVersion.of("2.26"));

    private TestNames() {}
}
