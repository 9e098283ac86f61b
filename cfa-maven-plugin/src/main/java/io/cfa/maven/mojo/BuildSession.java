package io.cfa.maven.mojo;

import io.cfa.maven.git.Git;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.Progress;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.registry.Credentials;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The image build that belongs to a run of Maven, the same for all its goals and modules. */
record BuildSession(MavenSession session, SettingsDecrypter decrypter, Path cache, boolean allowInsecure, Log log) {

    /**
     * The build, made by the first who asks.
     *
     * @param ownRegistry the registry of our images
     * @param user        the user at that registry, where it is given as a parameter
     */
    ImageBuild open(String ownRegistry, Optional<String> user) {
        Credentials credentials = new Credentials(
                ownRegistry,
                user,
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                new SettingsServers(session.getSettings(), decrypter)::of);
        return ImageBuild.of(
                session.getRequest(),
                new ImageBuild.Settings(
                        id(),
                        new Git(
                                session.getRequest()
                                        .getMultiModuleProjectDirectory()
                                        .toPath(),
                                log::warn),
                        cache,
                        session.isOffline(),
                        allowInsecure,
                        credentials,
                        Sleeper.system()::pause,
                        progress()));
    }

    private Progress progress() {
        return Colours.isWatched(session)
                ? new ProgressDisplay(System.out, InstantSource.system(), log::info)
                : log::info;
    }

    /** What this run pushed, by service; what an earlier run left is not looked at. */
    Map<String, PushedImage> pushed() {
        Map<String, PushedImage> pushed = new LinkedHashMap<>();
        for (MavenProject module : session.getProjects()) {
            PushedImage.read(Path.of(module.getBuild().getDirectory()))
                    .filter(image -> image.build().equals(id()))
                    .ifPresent(image -> pushed.put(image.service(), image));
        }
        return pushed;
    }

    /** The start of the run, which no other run in this clone has. */
    private String id() {
        return String.valueOf(session.getRequest().getStartTime().getTime());
    }
}
