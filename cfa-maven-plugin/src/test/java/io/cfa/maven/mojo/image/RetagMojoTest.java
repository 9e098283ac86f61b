package io.cfa.maven.mojo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.image.registry.MediaType;
import io.cfa.maven.image.signature.TestKeyPair;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Sha256;
import io.cfa.maven.mojo.GoalFixture;
import io.cfa.maven.mojo.inputs.ImageRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.model.Profile;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class RetagMojoTest extends GoalFixture {

    private static final String NO_IMAGE = "INFO identity is to be built: no image of the inputs ";

    RetagMojoTest() {
        super("retag");
    }

    @Test
    @InjectMojo(goal = "retag")
    void itsParametersHaveDefaults(RetagMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(new TreeMap<>(Map.of(
                        "allowInsecure", "false",
                        "baseImage", "eclipse-temurin:25-jre",
                        "cacheDirectory", temp.resolve("cache").toString(),
                        "cacheSize", "4GiB",
                        "classDataArchive", "auto",
                        "dryRun", "false",
                        "platforms", "linux/amd64",
                        "skip", "false",
                        "springAot", "off")));
    }

    @Test
    @Tag(PIPELINE)
    void anImageOfTheSameInputsIsGivenTheCommitsTag(
            @InjectMojo(goal = "push") PushMojo push, @InjectMojo(goal = "retag") RetagMojo retag) throws Exception {
        PushedImage pushed = pushed(push);
        prepare(retag);
        push.build().recordInputs(pushed, inputs(retag), Optional.empty(), target());
        byte[] bill = Files.readAllBytes(target().resolve("cfa/sbom.json"));
        Files.delete(target().resolve("cfa/sbom.json"));
        Files.delete(target().resolve(PushedImage.FILE));

        set(retag, "revision", "9f8e7d6c");
        retag.execute();
        assertThat(log)
                .last()
                .asString()
                .startsWith("INFO " + prefix() + "/identity:9f8e7d6c is ")
                .contains("built of the same inputs");
        assertThat(registry.digest("cfa/identity", "9f8e7d6c"))
                .contains(pushed.target().digest());
        PushedImage taken = PushedImage.read(target()).orElseThrow();
        assertThat(taken.reference()).hasToString(prefix() + "/identity:9f8e7d6c");
        assertThat(taken.digest()).isEqualTo(pushed.digest());
        assertThat(target().resolve("cfa/sbom.json")).hasBinaryContent(bill);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "retag")
    void everyParameterThatAnImageIsMadeWithIsAmongItsInputs(RetagMojo goal) throws Exception {
        prepare(goal);
        commit("1");
        Set<Digest> known = new HashSet<>(Set.of(inputs(goal)));
        assertThat(inputs(goal)).isIn(known);
        Files.writeString(clone.resolve("target/list"), "java/lang/Object");
        String base = TinyBase.of(registry, "other", "application/vnd.oci.image.layer.v1.tar+gzip", "linux/amd64")
                .toString();
        for (List<String> other : List.of(
                List.of("jvmFlags", "-Xmx1g"),
                List.of("platforms", "linux/arm64"),
                List.of("baseImage", base),
                List.of("mainClass", "org.example.Other"),
                List.of("sourceUrl", "https://gitlab.example.com/fork"),
                List.of("sharedModule", "kit"),
                List.of("classList", "target/list"),
                List.of("classDataArchive", "required"),
                List.of("springAot", "auto"))) {
            set(goal, other.get(0), other.get(1));
            assertThat(known.add(inputs(goal))).as(other.get(0)).isTrue();
        }
    }

    @Test
    @Tag(PIPELINE)
    void aRecordThatNamesAnotherImageIsNotBelieved(
            @InjectMojo(goal = "push") PushMojo push, @InjectMojo(goal = "retag") RetagMojo retag) throws Exception {
        PushedImage pushed = pushed(push);
        prepare(retag);
        String other = registry.put(
                "cfa/identity",
                registry.manifest(
                        TinyBase.REPOSITORY, TinyBase.in(registry).tag().orElseThrow()));
        Path record = target().resolve(PushedImage.FILE);
        Files.writeString(
                record, Files.readString(record).replace(pushed.target().digest(), other));
        push.build().recordInputs(pushed, inputs(retag), Optional.empty(), target());
        set(retag, "revision", "9f8e7d6c");
        retag.execute();
        assertThat(log).last().asString().contains("identity is to be built: ");
        assertThat(registry.digest("cfa/identity", "9f8e7d6c")).isEmpty();
        assertThat(record).doesNotExist();
    }

    @Test
    @Tag(PIPELINE)
    void whereThePipelineSignsAnImageWithoutItsSignatureIsNotTaken(
            @InjectMojo(goal = "push") PushMojo push, @InjectMojo(goal = "retag") RetagMojo retag) throws Exception {
        PushedImage pushed = pushed(push);
        prepare(retag);
        push.build().recordInputs(pushed, inputs(retag), Optional.empty(), target());
        environment(Map.of("COSIGN_PRIVATE_KEY", new TestKeyPair().privatePem()));
        assertTakesNone(retag);
    }

    @Test
    @Tag(PIPELINE)
    void aRecordWithoutTheSignatureIsNotBelievedBesideASignedImage(
            @InjectMojo(goal = "push") PushMojo push, @InjectMojo(goal = "retag") RetagMojo retag) throws Exception {
        Map<String, String> signing = Map.of("COSIGN_PRIVATE_KEY", new TestKeyPair().privatePem());
        environment(signing);
        PushedImage pushed = pushed(push);
        prepare(retag);
        push.build().recordInputs(pushed, inputs(retag), Optional.empty(), target());
        set(retag, "revision", "9f8e7d6c");
        retag.execute();
        assertThat(log).last().asString().startsWith(NO_IMAGE);

        // what the first attempt took away
        push.execute();
        new ImageRecord(pushed, true, pipeline(signing)).keep(push.build(), retag::inputs, target(), providedLog());
        retag.execute();
        assertThat(registry.digest("cfa/identity", "9f8e7d6c"))
                .contains(pushed.target().digest());
    }

    @Test
    @Tag(PIPELINE)
    void aRecordOfOtherInputsThatSomebodyPutUnderTheTagIsNotBelieved(
            @InjectMojo(goal = "push") PushMojo push, @InjectMojo(goal = "retag") RetagMojo retag) throws Exception {
        PushedImage pushed = pushed(push);
        prepare(retag);
        Digest others = Sha256.of("others".getBytes(StandardCharsets.UTF_8));
        push.build().recordInputs(pushed, others, Optional.empty(), target());
        registry.put(
                "cfa/identity",
                "inputs-" + Sha256.hex(inputs(retag)),
                MediaType.OCI_MANIFEST,
                registry.manifest("cfa/identity", "inputs-" + Sha256.hex(others)));
        assertTakesNone(retag);
    }

    @Test
    @Tag(PIPELINE)
    void onlyWhatAPipelineBuiltAndStartedIsRecorded(
            @InjectMojo(goal = "push") PushMojo push, @InjectMojo(goal = "retag") RetagMojo retag) throws Exception {
        PushedImage pushed = pushed(push);
        prepare(retag);
        String tag = "inputs-" + Sha256.hex(inputs(retag));
        new ImageRecord(pushed, true, Map.of()).keep(push.build(), retag::inputs, target(), providedLog());
        new ImageRecord(pushed, false, pipeline(Map.of())).keep(push.build(), retag::inputs, target(), providedLog());
        assertThat(registry.digest("cfa/identity", tag)).isEmpty();
        new ImageRecord(pushed, true, pipeline(Map.of())).keep(push.build(), retag::inputs, target(), providedLog());
        assertThat(registry.digest("cfa/identity", tag)).isNotEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "retag")
    void whatABuildMakesOfTheSameFilesInAnotherWayIsAmongItsInputs(RetagMojo goal) throws Exception {
        prepare(goal);
        commit("1");
        Set<Digest> known = new HashSet<>(Set.of(inputs(goal)));
        Profile profile = new Profile();
        profile.setId("native");
        project.setActiveProfiles(List.of(profile));
        assertThat(known.add(inputs(goal))).as("a profile").isTrue();
        session.getUserProperties().setProperty("spring-boot.version", "9");
        assertThat(known.add(inputs(goal))).as("a property that no POM has").isFalse();
        project.getProperties().setProperty("spring-boot.version", "4");
        assertThat(known.add(inputs(goal))).as("a property of a POM").isTrue();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "retag")
    void aServiceWithResourcesOutsideOfTheCloneIsToBeBuilt(RetagMojo goal) throws Exception {
        prepare(goal);
        commit("1");
        assertThat(goal.inputs()).isPresent();
        Resource elsewhere = new Resource();
        elsewhere.setDirectory(temp.resolve("elsewhere").toString());
        project.addResource(elsewhere);
        assertThat(goal.inputs()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    void anImageThatIsGoneIsToBeBuilt(
            @InjectMojo(goal = "push") PushMojo push, @InjectMojo(goal = "retag") RetagMojo retag) throws Exception {
        PushedImage pushed = pushed(push);
        prepare(retag);
        push.build().recordInputs(pushed, inputs(retag), Optional.empty(), target());
        registry.fault("GET /v2/cfa/identity/manifests/" + pushed.target().digest(), 9, 404);
        assertTakesNone(retag);
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "retag")
    void whatIsNotCommittedIsToBeBuilt(RetagMojo goal) throws Exception {
        prepare(goal);
        commit("1");
        Files.writeString(clone.resolve("new"), "1");
        goal.execute();
        assertThat(log)
                .last()
                .isEqualTo("INFO identity is to be built: not all that its image is made of is committed, or known");
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "retag")
    void aDryRunGivesNoTag(RetagMojo goal) throws Exception {
        prepare(goal);
        commit("1");
        set(goal, "dryRun", true);
        goal.execute();
        assertThat(log)
                .last()
                .asString()
                .startsWith("INFO " + prefix() + "/identity:1a2b3c4d would be the image of the inputs sha256:");
        assertThat(registry.requests()).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "retag")
    void whatNobodyForesawIsOurs(RetagMojo goal) throws Exception {
        service();
        isOurs(goal);
    }

    private static Map<String, String> pipeline(Map<String, String> more) {
        Map<String, String> environment = new TreeMap<>(more);
        environment.put("CI", "true");
        return environment;
    }

    private Path target() {
        return clone.resolve("target");
    }

    private void prepare(Mojo goal) throws Exception {
        service();
        set(goal, "baseImage", TinyBase.in(registry).toString());
        set(goal, "mainClass", "org.example.Main");
    }

    private PushedImage pushed(PushMojo push) throws Exception {
        commit("1");
        prepare(push);
        push.execute();
        return PushedImage.read(target()).orElseThrow();
    }

    private void assertTakesNone(RetagMojo retag) throws Exception {
        set(retag, "revision", "9f8e7d6c");
        retag.execute();
        assertThat(log).last().asString().startsWith(NO_IMAGE);
        assertThat(registry.digest("cfa/identity", "9f8e7d6c")).isEmpty();
    }

    private static Digest inputs(RetagMojo retag) {
        return retag.inputs().orElseThrow().digest();
    }

    private void commit(String text) throws Exception {
        Files.writeString(clone.resolve(".gitignore"), "target/\n");
        Files.writeString(clone.resolve("pom.xml"), "<project><artifactId>identity</artifactId></project>");
        Files.writeString(clone.resolve("text"), text);
        for (List<String> command : List.of(
                List.of("git", "init", "-q"),
                List.of("git", "add", "-A"),
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example", "commit", "-q", "-m", text))) {
            assertThat(new ProcessBuilder(command)
                            .directory(clone.toFile())
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        }
    }
}
