package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ProjectNames;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.compose.ComposeVersion;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of the whole file, and that each part is handed to its rules: of those there are tests of their own. */
class ComposeRulesTest {

    private static final String ENV = "REGISTRY_IMAGE=r/cfa\nTAG=dev\nA_PORT=58081\n";
    private static final String GOOD =
            """
            name: cfa
            services:
              a:
                image: ${REGISTRY_IMAGE}/a:${TAG}
                restart: unless-stopped
                mem_limit: 384m
                ports: ["${A_PORT}:8080"]
                healthcheck: {test: [CMD, "true"]}
            """;

    private Map<String, List<String>> ports;
    private List<String> warnings;

    private List<String> found(String text, String env) {
        Findings findings = new Findings(ComposeText.ROOT);
        ProjectLayout layout = new ProjectLayout(
                ComposeText.ROOT,
                ComposeText.ROOT,
                new TreeSet<>(Set.of("a")),
                new ProjectNames(
                        new ProjectNames.Pipeline(".gitlab-ci.yml", "main", "deploy"),
                        new ProjectNames.Documents(Optional.empty(), List.of(), Optional.empty()),
                        new ProjectNames.Modules("services", "deploy"),
                        Set.of(),
                        ComposeVersion.of("2.26")));
        Optional<Variables> variables =
                env.isEmpty() ? Optional.empty() : Variables.read(layout.env(), env, findings.of("env"));
        ports = new ComposeRules(layout, findings, variables).check(YamlNode.parse(layout.compose(), text), text);
        warnings = findings.warnings().stream()
                .map(found -> found.check() + " " + found.line() + " "
                        + found.finding().observed())
                .toList();
        return findings.sorted().stream()
                .map(found -> found.check() + " " + found.line() + " "
                        + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    @Test
    void aFileInOrderHasNoFindingAndItsPortsAreToldByService() {
        assertThat(found(GOOD, ENV)).isEmpty();
        assertThat(ports).isEqualTo(Map.of("a", List.of("58081")));
        assertThat(found(GOOD, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: cfa | x-name: cfa | compose 1 no top-level \"name\"; expected a name, as in name: shop",
                "name: cfa | 'name: cfa\ninclude: [other.yml]' | compose 2 an include; expected everything in this one static file",
                "name: cfa | 'name: cfa\nx-it: ${CI_REGISTRY_IMAGE:-x}' | compose 2 CI_REGISTRY_IMAGE; expected ${REGISTRY_IMAGE}",
                "mem_limit: | memory_limit: | shape 6",
                "'name: cfa' | 'name: cfa\nx-it: {8080: y}' | shape 2 the key 8080, which is no text; expected a text",
                "a:${TAG} | a:dev | image 4 image ${REGISTRY_IMAGE}/a:dev; expected ${REGISTRY_IMAGE}/a:${TAG}",
                "${A_PORT}:8080 | 9:8080 | port 7",
                "'    mem_limit: 384m\n' | '' | compose 3",
                "'restart: ' | 'environment: {PASSWORD: hunter2}\n    restart: ' | secret 5 PASSWORD looks like a secret; expected a file under secrets/",
                "'name: cfa' | 'name: cfa\nx-it: glpat-abcdefghij' | secret 2 a text looks like a secret; expected a file under secrets/",
                "'restart: ' | 'secrets: [s]\n    restart: ' | dependency 5 the secret s; expected an entry under the top-level secrets",
                "'restart: ' | 'depends_on: [b]\n    restart: ' | dependency 5",
                "'restart: ' | 'volumes: [vol:/v]\n    restart: ' | dependency 5 the volume vol; expected an entry under the top-level volumes",
                "'restart: ' | 'volumes: [./v:/v]\n    restart: ' | reference 5 a mounts ./v, which is not there; expected a file",
                "'restart: ' | 'extra_hosts: [b]\n    restart: ' | shape 5",
                "'mem_limit: 384m' | 'mem_limit: 384m\n    deploy: {resources: {limits: {memory: 1g}}}' | dependency 6 mem_limit 384m of a",
                "'name: cfa' | 'name: cfa\nconfigs: {none: {name: x}}' | dependency 2 the config none has no source",
                "'restart: ' | 'x-cfa: {edge: 58081}\n    restart: ' | port 5",
                "'restart: ' | 'group_add: [b, b]\n    restart: ' | shape 5",
                "'restart: ' | 'command: ${NOBODY}\n    restart: ' | variable 5",
            })
    void eachPartIsHandedToItsRules(String right, String wrong, String finding) {
        assertThat(found(GOOD.replace(right, wrong), ENV))
                .anySatisfy(found -> assertThat(found).startsWith(finding));
    }

    @Test
    void whatNoRuleKnowsAndTheHostWouldRefuseIsFoundWhereNothingElseIs() {
        String refused = GOOD
                + """
                r:
                  image: redis:7.0.0@1
                  restart: unless-stopped
                  mem_limit: 384m
                  healthcheck: {test: [CMD, "true"]}
                """
                        .indent(2);
        assertThat(found(refused, ENV)).singleElement().asString().startsWith("yaml 10 ");
        assertThat(found(refused, ENV + "SPARE=1\n")).noneMatch(found -> found.startsWith("yaml"));
        assertThat(found(refused.replace("384m", "some"), ENV)).noneMatch(found -> found.startsWith("yaml"));
    }

    @Test
    void aCommentMayNameWhatThePipelineHas() {
        assertThat(found(GOOD + "# CI_REGISTRY_IMAGE\n", ENV)).isEmpty();
        assertThat(found(GOOD.replace("name: cfa", "name: cfa # as CI_REGISTRY_IMAGE"), ENV))
                .isEmpty();
    }

    @Test
    void aTextThatNobodyReadsIsAFile() {
        assertThat(found(GOOD + "x-it: " + "a b ".repeat(4_000).strip() + "\n", ENV))
                .isEmpty();
        assertThat(found(GOOD + "x-it: " + "a b ".repeat(4_000) + "ab\n", ENV))
                .containsExactly("compose 9 a text of more than 16000 characters; expected texts that people can read");
    }

    @Test
    void aModuleWithoutAServiceIsFoundWhereServicesBegin() {
        assertThat(found(GOOD.replace("  a:\n", "  b:\n").replace("/a:", "/b:"), ENV))
                .contains("compose 3 no service a; expected one for the module services/a");
    }

    @Test
    void forASwarmWhatAStackWouldLoseIsFoundToo() {
        assertThat(found(GOOD, ENV + "CFA_ENGINE=compose\n")).isEmpty();
        assertThat(found(GOOD, ENV + "CFA_ENGINE=swarm\n"))
                .containsExactly(
                        "stack 7 port ${A_PORT}:8080 of a, which would be at whichever node its task runs on; expected what a stack has too, as CFA_ENGINE is swarm");
    }

    @Test
    void aPartThatCannotBeReadHidesNoOther() {
        assertThat(found(
                        GOOD.replace("[\"${A_PORT}:8080\"]", "[\"${A_PORT}:x\"]")
                                .replace("name: cfa\n", ""),
                        ENV))
                .hasSizeGreaterThan(1);
        assertThat(warnings).isEmpty();
    }
}
