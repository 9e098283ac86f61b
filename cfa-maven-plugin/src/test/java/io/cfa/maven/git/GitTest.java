package io.cfa.maven.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.image.plan.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTest {

    @TempDir
    Path temp;

    private Path clone;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void aCloneWithACommitForEachOfTwoModules() throws Exception {
        clone = Files.createDirectories(temp.resolve("clone")).toRealPath();
        git(clone, "init", "-q");
        commit("identity/pom.xml", "1", "2026-11-01T00:00:00Z");
        commit("issuance/pom.xml", "1", "2026-11-02T00:00:00Z");
    }

    private void commit(String file, String text, String time) throws Exception {
        Modules.write(clone.resolve(file), text.getBytes());
        git(clone, "add", "-A");
        git(clone, "-c", "user.name=t", "-c", "user.email=t@example", "commit", "-q", "-m", file, "--date", time);
    }

    private static String git(Path directory, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(directory.toFile());
        for (String argument : arguments) {
            if (argument.endsWith("Z")) {
                builder.environment().put("GIT_COMMITTER_DATE", argument);
            }
        }
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Git git(Path directory) {
        return new Git(directory, notes::add);
    }

    @Test
    void theRevisionOfAModuleIsTheLastCommitThatTouchedIt() throws Exception {
        Revision revision = git(clone.resolve("identity"))
                .lastChange(List.of(clone.resolve("identity")))
                .orElseThrow();
        assertThat(revision)
                .isEqualTo(new Revision(git(clone, "rev-parse", "HEAD~1"), Instant.parse("2026-11-01T00:00:00Z")));
        assertThat(git(clone)
                        .lastChange(List.of(clone.resolve("identity"), clone.resolve("issuance")))
                        .orElseThrow()
                        .commit())
                .isEqualTo(git(clone, "rev-parse", "HEAD"));
        assertThat(notes).isEmpty();
    }

    @Test
    void whatIsNotCommittedMakesOnlyItsOwnModuleDirty() throws IOException {
        Files.writeString(clone.resolve("issuance/pom.xml"), "2");
        assertThat(git(clone)
                        .lastChange(List.of(clone.resolve("identity")))
                        .orElseThrow()
                        .commit())
                .doesNotContain("dirty");
        Revision dirty =
                git(clone).lastChange(List.of(clone.resolve("issuance"))).orElseThrow();
        assertThat(dirty.commit()).endsWith("-dirty");
        assertThat(dirty.created()).isEqualTo(Instant.parse("2026-11-02T00:00:00Z"));
    }

    @Test
    void whatIsCommittedIsNamedByItsContents() throws Exception {
        List<Path> asked = List.of(clone.resolve("identity"), clone.resolve("issuance/pom.xml"));
        SortedMap<String, String> before =
                git(clone.resolve("identity")).committed(asked).orElseThrow();
        assertThat(before)
                .isEqualTo(Map.of(
                        "identity", "040000 tree " + git(clone, "rev-parse", "HEAD:identity"),
                        "issuance/pom.xml", "100644 blob " + git(clone, "rev-parse", "HEAD:issuance/pom.xml")));
        commit("issuance/other", "1", "2026-11-03T00:00:00Z");
        assertThat(git(clone).committed(asked)).contains(before);
        commit("identity/src/New.java", "1", "2026-11-04T00:00:00Z");
        assertThat(git(clone).committed(asked).orElseThrow()).isNotEqualTo(before);
        assertThat(git(clone).committed(List.of(clone)).orElseThrow())
                .containsValue(git(clone, "rev-parse", "HEAD^{tree}"));
    }

    @Test
    void whatIsNotCommittedOrNotInTheCloneHasNoName() throws Exception {
        assertThat(git(clone).committed(List.of(clone.resolve("identity"), temp.resolve("elsewhere"))))
                .isEmpty();
        Files.writeString(clone.resolve("identity/new"), "1");
        assertThat(git(clone).committed(List.of(clone.resolve("identity")))).isEmpty();
        assertThat(git(clone).committed(List.of(clone.resolve("issuance")))).isPresent();
        assertThat(git(temp).committed(List.of(temp))).isEmpty();
        assertThat(git(clone).committed(List.of(clone.resolve("issuance"), clone.resolve("absent"))))
                .isEmpty();
    }

    @Test
    void whatIsReadThroughALinkHasNoName() throws Exception {
        Files.createSymbolicLink(clone.resolve("issuance/linked"), Path.of("../identity"));
        commit("issuance/beside", "1", "2026-11-03T00:00:00Z");
        assertThat(git(clone).committed(List.of(clone.resolve("issuance")))).isEmpty();
        assertThat(git(clone).committed(List.of(clone))).isEmpty();
        assertThat(git(clone).committed(List.of(clone.resolve("issuance/pom.xml"), clone.resolve("identity"))))
                .isPresent();
    }

    @Test
    void theTagIsTheShortHashOfHead() throws Exception {
        String head = git(clone, "rev-parse", "--short=8", "HEAD");
        assertThat(git(clone.resolve("identity")).shortRevision()).contains(head);
        Files.writeString(clone.resolve("issuance/pom.xml"), "2");
        assertThat(git(clone.resolve("identity")).shortRevision()).contains(head + "-dirty");
    }

    @Test
    void aShallowCloneFallsBackToHeadAndSaysSo() throws Exception {
        Path shallow = temp.resolve("shallow");
        git(temp, "clone", "-q", "--depth", "1", "file://" + clone, shallow.toString());
        Revision revision = git(shallow.resolve("identity"))
                .lastChange(List.of(shallow.resolve("identity")))
                .orElseThrow();
        assertThat(revision.commit()).isEqualTo(git(clone, "rev-parse", "HEAD"));
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("too shallow to see when identity last changed")
                .contains("GIT_DEPTH: 0");
    }

    @Test
    void withoutACloneThereIsNoAnswerAndTheReasonIsToldOnce() throws IOException {
        Path bare = Files.createDirectories(temp.resolve("no-clone"));
        Git git = git(bare);
        assertThat(git.shortRevision()).isEmpty();
        assertThat(git.lastChange(List.of(bare))).isEmpty();
        assertThat(git.refusal()).isEmpty();
        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("git does not say what is built in " + bare + ": fatal: not a git repository")
                .endsWith("Images say \"unknown\" where a commit should stand."
                        + " Next: build a clone, or name the revision with -Dcfa.revision");
    }

    @Test
    void historyIsReadOnceForAllModules() throws Exception {
        Path identity = clone.resolve("identity");
        Path issuance = clone.resolve("issuance");
        Git git = git(clone);
        String first = git(clone, "rev-parse", "HEAD~1");
        assertThat(git.lastChange(List.of(identity), List.of(identity, issuance))
                        .orElseThrow()
                        .commit())
                .isEqualTo(first);
        // whatever git would say now
        Files.move(clone.resolve(".git"), temp.resolve("away"));
        assertThat(git.lastChange(List.of(issuance), List.of(identity, issuance))
                        .orElseThrow()
                        .created())
                .isEqualTo(Instant.parse("2026-11-02T00:00:00Z"));
    }

    @Test
    void aMergeIsNoChangeOfWhatItOnlyBrings() throws Exception {
        git(clone, "checkout", "-q", "-b", "side", "HEAD~1");
        commit("identity/pom.xml", "2", "2026-11-03T00:00:00Z");
        String side = git(clone, "rev-parse", "HEAD");
        git(clone, "checkout", "-q", "-");
        git(clone, "-c", "user.name=t", "-c", "user.email=t@example", "merge", "-q", "--no-ff", "-m", "merge", "side");
        assertThat(git(clone)
                        .lastChange(List.of(clone.resolve("identity")))
                        .orElseThrow()
                        .commit())
                .isEqualTo(side);
    }

    @Test
    void nobodysConfigurationChangesAnAnswer() throws Exception {
        Path broken = temp.resolve("broken");
        Modules.write(broken, "#!/bin/sh\necho broken; exit 1\n".getBytes());
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        for (String[] setting : new String[][] {
            {"log.showSignature", "true"},
            {"gpg.program", broken.toString()},
            {"core.pager", broken.toString()},
            {"pager.log", "true"},
            {"core.fsmonitor", broken.toString()},
            {"core.hooksPath", temp.toString()},
            {"core.quotePath", "true"},
            {"color.ui", "always"},
            {"status.showUntrackedFiles", "no"},
            {"status.short", "true"},
            {"status.branch", "true"},
            {"status.showStash", "true"},
            {"log.decorate", "full"},
            {"log.follow", "true"},
            {"log.diffMerges", "off"},
            {"log.showRoot", "false"},
            {"diff.relative", "true"},
            {"diff.orderFile", temp.resolve("none").toString()},
            {"diff.renames", "copies"},
            {"diff.ignoreSubmodules", "all"},
            {"diff.noprefix", "true"},
            {"diff.external", broken.toString()},
            {"format.pretty", "oneline"},
            {"submodule.recurse", "true"},
        }) {
            git(clone, "config", setting[0], setting[1]);
        }
        theRevisionOfAModuleIsTheLastCommitThatTouchedIt();
        theTagIsTheShortHashOfHead();
        Files.writeString(clone.resolve("identity/n\u00e9w.txt"), "new");
        assertThat(git(clone)
                        .lastChange(List.of(clone.resolve("identity")))
                        .orElseThrow()
                        .commit())
                .endsWith("-dirty");
        assertThat(git(clone.resolve("issuance"))
                        .lastChange(List.of(clone.resolve("identity/pom.xml")))
                        .orElseThrow()
                        .created())
                .isEqualTo("2026-11-01T00:00:00Z");
        assertThat(notes).isEmpty();
    }

    @Test
    void aSignedHeadHasNoOtherCommit() throws Exception {
        String tree = git(clone, "rev-parse", "HEAD^{tree}");
        String parent = git(clone, "rev-parse", "HEAD");
        Path commit = temp.resolve("commit");
        Files.writeString(
                commit,
                "tree " + tree + "\nparent " + parent
                        + "\nauthor t <t@example> 1795000000 +0000\ncommitter t <t@example> 1795000000 +0000\n"
                        + "gpgsig -----BEGIN PGP SIGNATURE-----\n \n nonsense\n -----END PGP SIGNATURE-----\n\nsigned\n");
        git(clone, "reset", "-q", "--hard", git(clone, "hash-object", "-t", "commit", "-w", commit.toString()));
        git(clone, "config", "log.showSignature", "true");
        assertThat(git(clone).lastChange(List.of(clone)).orElseThrow().commit()).isEqualTo(parent);
        assertThat(notes).isEmpty();
    }

    @Test
    void aBumpedSubmoduleMakesItsModuleDirtyUntilItIsCommitted() throws Exception {
        Path other = Files.createDirectories(temp.resolve("other")).toRealPath();
        git(other, "init", "-q");
        git(other, "-c", "user.name=t", "-c", "user.email=t@example", "commit", "-q", "--allow-empty", "-m", "1");
        git(clone, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.toString(), "identity/sub");
        commit("identity/x", "1", "2026-11-05T00:00:00Z");
        String added = git(clone, "rev-parse", "HEAD");
        assertThat(git(clone)
                        .lastChange(List.of(clone.resolve("identity")))
                        .orElseThrow()
                        .commit())
                .isEqualTo(added);
        Path sub = clone.resolve("identity/sub");
        git(sub, "-c", "user.name=t", "-c", "user.email=t@example", "commit", "-q", "--allow-empty", "-m", "2");
        assertThat(git(clone)
                        .lastChange(List.of(clone.resolve("identity")))
                        .orElseThrow()
                        .commit())
                .isEqualTo(added + "-dirty");
        commit("issuance/y", "1", "2026-11-06T00:00:00Z");
        assertThat(git(clone)
                        .lastChange(List.of(clone.resolve("identity")))
                        .orElseThrow()
                        .commit())
                .isEqualTo(git(clone, "rev-parse", "HEAD"));
    }

    @Test
    void whatWasNeverCommittedSaysHeadAndThatItIsNotAll() throws Exception {
        Modules.write(clone.resolve("settlement/pom.xml"), "1".getBytes());
        assertThat(git(clone)
                        .lastChange(List.of(clone.resolve("settlement")))
                        .orElseThrow()
                        .commit())
                .isEqualTo(git(clone, "rev-parse", "HEAD") + "-dirty");
        assertThat(notes).singleElement().asString().contains("no commit that tells when settlement last changed");
    }

    @Test
    void historyIsReadAheadAndWhatIsNotCommittedWhenItIsNeeded() throws Exception {
        Path identity = clone.resolve("identity");
        String first = git(clone, "rev-parse", "HEAD~1");
        Git git = git(clone);
        git.readAhead(List.of(identity, clone.resolve("issuance")));
        Modules.write(identity.resolve("pom.xml"), "changed since".getBytes());
        assertThat(git.lastChange(List.of(identity), List.of(identity))
                        .orElseThrow()
                        .commit())
                .isEqualTo(first + "-dirty");
    }

    @Test
    void whatGitRefusesAheadIsToldToWhoNeedsIt() {
        Path bare = temp.resolve("bare");
        Modules.write(bare.resolve("pom.xml"), "1".getBytes());
        Git git = git(bare);
        git.readAhead(List.of(bare));
        assertThat(notes).isEmpty();
        assertThat(git.shortRevision()).isEmpty();
        assertThat(notes).hasSize(1);
    }

    @Test
    void whatWasNeverCommittedIsAskedForOnce() throws Exception {
        Modules.write(clone.resolve("settlement/pom.xml"), "1".getBytes());
        Path settlement = clone.resolve("settlement");
        String head = git(clone, "rev-parse", "HEAD");
        Git git = git(clone);
        git.lastChange(List.of(settlement), List.of(settlement, clone.resolve("identity")));
        // whatever git would say now
        Files.move(clone.resolve(".git"), temp.resolve("away"));
        assertThat(git.lastChange(List.of(settlement)).map(revision -> revision.commit() + revision.created()))
                .contains(head + "-dirty2026-11-02T00:00:00Z");
    }

    @Test
    void aRefusalIsShownWithWhatHelps() throws Exception {
        Path git = temp.resolve("bin/git");
        Modules.write(
                git,
                "#!/bin/sh\necho \"fatal: detected dubious ownership in repository at '/x'\" >&2; exit 128\n"
                        .getBytes());
        assertThat(git.toFile().setExecutable(true)).isTrue();
        Git refused = new Git(clone, notes::add, new GitProcess(clone, List.of(git.toString()), Duration.ofMinutes(2)));
        assertThat(refused.shortRevision()).isEmpty();
        assertThat(notes)
                .containsExactly("git does not say what is built in " + clone
                        + ": fatal: detected dubious ownership in repository at '/x'. Images say \"unknown\" where a commit"
                        + " should stand. Next: git config --global --add safe.directory '/x'");
        assertThat(refused.refusal())
                .contains("git does not say what is built in " + clone
                        + ": fatal: detected dubious ownership in repository at '/x'. Next: git config --global --add"
                        + " safe.directory '/x'");
    }

    @Test
    void aCloneThatGitTakesForNoneIsRefusedAllTheSame() throws Exception {
        Files.delete(clone.resolve(".git/HEAD"));
        Git git = git(clone.resolve("identity"));
        assertThat(git.shortRevision()).isEmpty();
        assertThat(git.refusal())
                .get()
                .asString()
                .startsWith("git does not say what is built in " + clone.resolve("identity")
                        + ": fatal: not a git repository")
                .endsWith(". Next: see what git status says there");
    }

    @Test
    void whereHistoryIsDamagedGitIsAskedOnce() throws Exception {
        Git git = git(clone);
        assertThat(git.shortRevision()).isPresent();
        Path parent = clone.resolve(".git/objects")
                .resolve(git(clone, "rev-parse", "HEAD~").replaceFirst("^(..)", "$1/"));
        Files.delete(parent);
        assertThat(git.lastChange(List.of(clone.resolve("identity")))).isEmpty();
        assertThat(git.lastChange(List.of(clone.resolve("issuance")))).isEmpty();
        assertThat(git.refusal()).isPresent();
        assertThat(notes).hasSize(1);
    }

    @Test
    void aGitThatDoesNotEndIsEnded() throws Exception {
        Path git = temp.resolve("bin/git");
        Modules.write(git, "#!/bin/sh\nexec sleep 600\n".getBytes());
        assertThat(git.toFile().setExecutable(true)).isTrue();
        Git slow = new Git(clone, notes::add, new GitProcess(clone, List.of(git.toString()), Duration.ofMillis(200)));
        assertThat(slow.shortRevision()).isEmpty();
        assertThat(notes).singleElement().asString().contains("git rev-parse did not end within 0 s");
    }
}
