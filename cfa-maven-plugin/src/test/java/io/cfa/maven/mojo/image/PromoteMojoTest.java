package io.cfa.maven.mojo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.mojo.GoalFixture;
import java.util.List;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MojoTest
class PromoteMojoTest extends GoalFixture {

    PromoteMojoTest() {
        super("promote");
    }

    @Test
    @InjectMojo(goal = "promote")
    void itsParametersHaveDefaults(PromoteMojo goal) {
        assertThat(parameters(goal))
                .isEqualTo(Map.of(
                        "allowInsecure", "false",
                        "cacheDirectory", temp.resolve("cache").toString(),
                        "cacheSize", "4GiB",
                        "dryRun", "false",
                        "promote", "built",
                        "skip", "false"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "promote")
    void whatThisBuildDidNotPushIsForTheUser(PromoteMojo goal) {
        project.getProperties().setProperty("cfa.mainClass", "org.example.Main");
        isForTheUser(
                goal,
                "no tag was moved: this build did not push identity. Next: run cfa:push in the same build, for each of them");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "promote")
    @MojoParameter(name = "dryRun", value = "true")
    void aDryRunSaysWhichTagWouldMove(PromoteMojo goal) throws Exception {
        project.getProperties().setProperty("cfa.mainClass", "org.example.Main");
        environment(Map.of("DEPLOY_TAG", "dev"));
        goal.execute();
        assertThat(log).isEqualTo(List.of("INFO " + prefix() + "/identity:dev would be moved to what was pushed"));
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "promote")
    @MojoParameter(name = "promote", value = "none")
    void whatALaterBuildPromotesIsLeftAlone(PromoteMojo goal) throws Exception {
        project.getProperties().setProperty("cfa.mainClass", "org.example.Main");
        goal.execute();
        assertThat(log).isEqualTo(List.of("INFO left to a later build: no tag is moved"));
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "promote")
    @MojoParameter(name = "promote", value = "tested")
    void anotherScopeIsForTheUser(PromoteMojo goal) {
        isForTheUser(goal, "cfa.promote is tested, expected built, pushed or none. Next: leave it out for built");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    @Tag(PIPELINE)
    @InjectMojo(goal = "promote")
    void whatNobodyForesawIsOurs(PromoteMojo goal) {
        isOurs(goal);
    }
}
