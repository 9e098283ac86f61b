package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cfa.maven.check.files.LicenceQuestion;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ProjectNames;
import io.cfa.maven.check.files.ReleasedMigrations;
import io.cfa.maven.check.files.Violation;
import io.cfa.maven.model.compose.ComposeVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckerTest {

    @TempDir
    Path root;

    private Clone clone;

    @BeforeEach
    void aGoodClone() throws IOException {
        clone = Clone.into(root);
    }

    @Test
    void aGoodCloneHasNoFinding() {
        assertThat(clone.check()).isEmpty();
    }

    @Test
    void aTagOfTheInfrastructureThatMovesIsWorthALookAndNoDisagreement() throws IOException {
        Checker.Judgement found = new Checker(clone.checkout(), Optional.empty()).examine();
        assertThat(found.violations()).isEmpty();
        assertThat(found.warnings())
                .map(Violation::toString)
                .contains("deploy/docker-compose-at-vps/cfa2/docker-compose.yml:"
                        + clone.line("compose", "postgres:17-alpine")
                        + "  image postgres:17-alpine may be another tomorrow: its tag moves; expected postgres:17-alpine@sha256:…."
                        + " Next: `docker buildx imagetools inspect postgres:17-alpine` shows the digest to write behind it;"
                        + " renovate.json keeps that up to date");
        clone.replace("compose", "postgres:17-alpine", "postgres:17-alpine@sha256:" + "a".repeat(64));
        assertThat(new Checker(clone.checkout(), Optional.empty()).examine().warnings())
                .noneMatch(warning -> warning.toString().contains("postgres"));
    }

    @Test
    void aTextBehindAMatchingOperatorIsWorthALook() throws IOException {
        clone.replace(
                "pipeline",
                "script: [./mvnw cfa:check]",
                "script: [a]\n  rules: [{if: '$CI_COMMIT_BRANCH !~ \"main\"'}]");
        Checker.Judgement found = new Checker(clone.checkout(), Optional.empty()).examine();
        assertThat(found.violations()).isEmpty();
        assertThat(found.warnings())
                .map(Violation::toString)
                .contains(
                        ".gitlab/gitlab-ci.dev.yml:13  check compares with the text \"main\" by =~ or !~; expected a regular"
                                + " expression between slashes, such as /^dev-/. Next: write slashes: GitLab asks whether the text"
                                + " contains the variable's value");
    }

    @Test
    void aDeployThatNoFreezeStopsIsWorthALook() throws IOException {
        assertThat(freezes()).isEmpty();
        String rule = "    - if: $CI_COMMIT_BRANCH == \"dev-cfa2\" && $CI_DEPLOY_FREEZE\n      when: manual\n";
        for (String stopped : List.of(
                rule.replace("manual", "never"),
                "    - if: $CI_DEPLOY_FREEZE != null\n      when: never\n",
                "    - if: $CI_DEPLOY_FREEZE == null && $CI_COMMIT_BRANCH == \"dev-cfa2\"\n    - when: never\n")) {
            clone.replace("pipeline", rule, stopped);
            assertThat(freezes()).as(stopped).isEmpty();
            clone.replace("pipeline", stopped, rule);
        }
        clone.replace("pipeline", rule, "");
        assertThat(freezes())
                .containsExactly(
                        ".gitlab/gitlab-ci.dev.yml:" + (clone.line("pipeline", "./mvnw deploy -Pcfa2 -pl deploy") + 2)
                                + "  deploy-cfa2 begins by itself in a deploy freeze; expected a rule that asks for $CI_DEPLOY_FREEZE"
                                + " before the one for dev-cfa2. Next: add - if: $CI_COMMIT_BRANCH == \"dev-cfa2\" && $CI_DEPLOY_FREEZE"
                                + " with when: manual; freezes are set in Settings > CI/CD, and GitLab stops no job for them");
    }

    private List<String> freezes() {
        return warnings(Set.of()).stream()
                .filter(warning -> warning.contains("freeze"))
                .toList();
    }

    @Test
    void aKeyOfALaterComposeIsRightWhereTheHostHasThat() throws IOException {
        clone.replace(
                "compose", "image: apache/kafka:4.2.1", "image: apache/kafka:4.2.1\n    post_start: [{command: x}]");
        ProjectNames names = TestNames.CFA2;
        ProjectNames newer = new ProjectNames(
                names.pipeline(),
                names.documents(),
                names.modules(),
                names.publicServices(),
                ComposeVersion.of("v2.30.1"));
        ProjectLayout layout = clone.checkout();
        assertThat(new Checker(
                                new ProjectLayout(layout.root(), layout.bundle(), layout.services(), newer),
                                Optional.empty())
                        .check())
                .isEmpty();
    }

    @Test
    void aMigrationThatKeepsOthersFromATableIsWorthALookUntilItIsReleased() throws IOException {
        Path directory = clone.checkout().root().resolve("services/identity/src/main/resources/db/migration");
        Path migration = directory.resolve("V3__index.sql");
        Files.writeString(
                migration, "create index concurrently a on participant (id);\ncreate index b on participant (id);\n");
        assertThat(warnings(Set.of()))
                .contains(
                        "services/identity/src/main/resources/db/migration/V3__index.sql:2  makes an index on participant,"
                                + " and keeps others from that table for as long as it is large; expected nothing that takes long"
                                + " under a lock; the rehearsal of a rollout says how large tables are. Next: `create index"
                                + " concurrently` in a migration of its own, or a constraint `not valid` that a later one"
                                + " validates; where the table is small, say so: -- cfa: adds, <the reason>");
        assertThat(warnings(Set.of(migration.toRealPath()))).noneMatch(line -> line.contains("V3__index"));
        assertThat(new Checker(clone.checkout(), Optional.empty()).examine().warnings())
                .noneMatch(found -> found.toString().contains("V3__index"));
        Files.writeString(
                migration, "-- cfa: adds, the table has a row a participant\ncreate index b on participant (id);\n");
        assertThat(warnings(Set.of())).noneMatch(line -> line.contains("V3__index"));
    }

    private List<String> warnings(Set<Path> released) {
        ReleasedMigrations known = new ReleasedMigrations() {
            @Override
            public Map<Path, String> changed() {
                return Map.of();
            }

            @Override
            public Optional<Set<Path>> released() {
                return Optional.of(released);
            }
        };
        return new Checker(clone.checkout(), Optional.empty(), known, List::of)
                .examine().warnings().stream().map(Violation::toString).toList();
    }

    @Test
    void aMigrationThatWasReleasedIsThereAndWhatItWas() {
        Path there = clone.file("services/identity/src/main/resources/db/migration/V1__participants.sql");
        Path gone = there.resolveSibling("V0__gone.sql");
        Map<Path, String> changed = Map.of(there, "1a2b3c4", gone, "5d6e7f8");
        String next = "; expected what was released: databases have run it, and refuse another under its name."
                + " Next: bring it back with `git checkout ";
        assertThat(new Checker(clone.checkout(), Optional.empty(), () -> changed, List::of).check())
                .map(Violation::toString)
                .containsExactly(
                        "services/identity/src/main/resources/db/migration/V0__gone.sql:1  is gone, and 5d6e7f8 had it"
                                + next + "5d6e7f8 -- " + gone + "`, and write a new migration",
                        "services/identity/src/main/resources/db/migration/V1__participants.sql:1  has other bytes than in"
                                + " 1a2b3c4" + next + "1a2b3c4 -- " + there + "`, and write a new migration");
    }

    @Test
    void aJarThatMayNotBeShippedIsFoundInThePomThatAsksForIt() {
        LicenceQuestion.DeniedJar denied = new LicenceQuestion.DeniedJar(
                clone.file("deploy"), "io.cfa:identity", "x:y:1", "is under GPL-3.0-only, which is denied");
        assertThat(new Checker(clone.checkout(), Optional.empty(), Map::of, () -> List.of(denied)).check())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.check()).isEqualTo("licence");
                    assertThat(found.file()).isEqualTo("deploy/pom.xml");
                    assertThat(found.finding().observed()).contains("x:y:1", "is under GPL-3.0-only");
                });
    }

    @Test
    void aTranslationOfTheRunbookHasTheSameBlocks() throws IOException {
        String translation = "docs/deploy/vps-cfa2/cfa2-dev-runbook.ru.md";
        clone.write(translation, clone.read("runbook"));
        assertThat(clone.check()).isEmpty();
        clone.write(translation, clone.read("runbook").replace("58087", "58088"));
        assertThat(clone.check())
                .singleElement()
                .asString()
                .startsWith(translation + ":")
                .contains(" differs from that of docs/deploy/vps-cfa2/cfa2-dev-runbook.md:");
        Files.delete(clone.file("runbook"));
        assertThat(clone.check()).containsExactly("runbook:1  is missing; expected a file");
    }

    @Test
    void findingsComeByFileAndLineWithTheirNextStep() throws IOException {
        clone.replace("runbook", "58090", "58093");
        clone.replace("compose", "postgres:17-alpine", "postgres");
        clone.replace("compose", "identity:${TAG}", "identity:dev");
        clone.replace("env", "TAG=dev", "TAG=dev\nSPARE=1");
        assertThat(new Checker(clone.checkout(), Optional.empty()).check())
                .map(Violation::toString)
                .containsExactly(
                        "deploy/docker-compose-at-vps/cfa2/.env.cfa2:4  SPARE, which nothing uses; expected a variable of"
                                + " docker-compose.yml. Next: remove it, or use it",
                        "deploy/docker-compose-at-vps/cfa2/docker-compose.yml:17  image ${REGISTRY_IMAGE}/identity:dev; expected"
                                + " ${REGISTRY_IMAGE}/identity:${TAG}. Next: name the image as its module is named",
                        "deploy/docker-compose-at-vps/cfa2/docker-compose.yml:35  image postgres is not pinned; expected a version"
                                + " behind the colon. Next: name the version that was tried",
                        "docs/deploy/vps-cfa2/cfa2-dev-runbook.md:12  keycloak at port 58093; expected port 58090 of .env.cfa2."
                                + " Next: mend the row");
    }

    @Test
    void theValueOfASecretIsNotRepeated() throws IOException {
        clone.replace(
                "env", "TAG=dev", "TAG=dev\nDB_PASSWORD=hunter2\nURL=http://ci:hunter2@host\nAPI_TOKEN=\"hunter2");
        clone.replace(
                "compose", "POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password", "POSTGRES_PASSWORD: hunter2");
        assertThat(clone.check()).hasSizeGreaterThan(3).noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void anEighthServiceNeedsAllThatTheOthersHave() throws IOException {
        clone.write(
                "services/ledger/pom.xml",
                clone.read("services/identity/pom.xml").replace("<artifactId>identity", "<artifactId>ledger"));
        assertThat(clone.check())
                .containsExactlyInAnyOrder(
                        "services:3  no module ledger; expected <module>ledger</module> for services/ledger",
                        "deploy:3  no dependency on ledger; expected one, so that the rollout waits for it",
                        "compose:15  no service ledger; expected one for the module services/ledger",
                        "env:1  no LEDGER_PORT; expected LEDGER_PORT=… for the service ledger",
                        "pipeline:2  no job build-ledger; expected one for the module services/ledger",
                        "pipeline:32  deploy-cfa2 does not need build-ledger; expected all build jobs under needs",
                        "matrix:3  no row of ledger; expected | ledger | `build-ledger` | `services/ledger` | `services/ledger/**`"
                                + " | `$CI_REGISTRY_IMAGE/ledger` | `:$CI_COMMIT_SHORT_SHA`, `:$DEPLOY_TAG` | - |",
                        "runbook:3  no row of ledger; expected | ledger | `build-ledger` | - |");
    }

    @Test
    void aServiceThatOnlyTheReactorKnowsIsOneToo() {
        ProjectLayout checkout = clone.checkout().withServices(new TreeSet<>(List.of("ledger")));
        assertThat(new Checker(checkout, Optional.empty()).check())
                .extracting(found -> found.finding().observed())
                .contains("no service ledger", "no job build-ledger", "no dependency on ledger");
    }

    @Test
    void aBundleOutsideOfTheCloneIsCitedWithItsWholePath(@TempDir Path elsewhere) throws IOException {
        Clone.copy(clone.file("compose").getParent(), elsewhere);
        ProjectLayout checkout = new ProjectLayout(root, elsewhere, new TreeSet<>(), TestNames.CFA2);
        assertThat(new Checker(checkout, Optional.empty()).check()).isEmpty();
        clone.write(elsewhere + "/.env.cfa2", clone.read("env").replace("TAG=dev", "TAG=dev\nSPARE=1"));
        assertThat(new Checker(checkout, Optional.empty()).check())
                .extracting(Violation::file, Violation::line)
                .containsExactly(tuple(elsewhere + "/.env.cfa2", 4));
    }
}
