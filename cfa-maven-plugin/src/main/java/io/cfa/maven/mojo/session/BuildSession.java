package io.cfa.maven.mojo.session;

import io.cfa.maven.git.Git;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.image.BuildSettings;
import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.Progress;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.credentials.Credentials;
import io.cfa.maven.image.registry.RegistryAccess;
import io.cfa.maven.mojo.console.ProgressDisplay;
import io.cfa.maven.mojo.console.TerminalStyle;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * The image build that belongs to a run of Maven, the same for all its goals and modules.
 *
 * @param session   the run
 * @param decrypter decrypts the passwords of settings.xml
 * @param access    how registries are reached
 * @param log       is told what a person should see
 */
public record BuildSession(MavenSession session, SettingsDecrypter decrypter, Access access, Log log) {

    /**
     * How registries are reached.
     *
     * @param user          the user at the registry of our images, where it is given as a parameter
     * @param allowInsecure whether plain http, and a certificate that nobody vouches for, are allowed to a registry elsewhere
     * @param cache         where is kept what is kept from build to build; what is relative is below the root of the clone, for all modules
     * @param cacheSize     how many bytes of it
     */
    public record Access(Optional<String> user, boolean allowInsecure, String cache, long cacheSize) {

        /** With a user that may be null, and the usual size. */
        public static Access of(String user, boolean allowInsecure, String cache) {
            return of(user, allowInsecure, cache, null);
        }

        /** With a user and a size that may be null. */
        public static Access of(String user, boolean allowInsecure, String cache, String cacheSize) {
            return new Access(Optional.ofNullable(user), allowInsecure, cache, BuildSettings.Cache.size(cacheSize));
        }
    }

    /** The directory of what is kept from build to build. */
    public Path cache() {
        return root(session).resolve(access.cache());
    }

    /**
     * The build, made by the first who asks.
     *
     * @param ownRegistry the registry of our images
     */
    public ImageBuild open(String ownRegistry) {
        Credentials credentials = new Credentials(
                ownRegistry,
                access.user(),
                SessionEnvironment.of(session),
                Path.of(session.getSystemProperties().getProperty("user.home")),
                new SettingsServers(session.getSettings(), decrypter)::of);
        return ImageBuild.of(
                session.getRequest(),
                new BuildSettings(
                        id(),
                        git(),
                        new BuildSettings.Cache(cache(), access.cacheSize()),
                        new BuildSettings.Network(
                                session.isOffline(),
                                new RegistryAccess(access.allowInsecure(), new SettingsProxies(session)::of),
                                credentials,
                                Sleeper.system()::pause),
                        progress()));
    }

    /** The clone, asked once for all modules. */
    public Git git() {
        return Git.of(session.getRequest(), root(session), log::warn);
    }

    /** The root of the clone. */
    public static Path root(MavenSession session) {
        return session.getRequest().getMultiModuleProjectDirectory().toPath();
    }

    private Progress progress() {
        return TerminalStyle.isWatched(session)
                ? new ProgressDisplay(System.out, InstantSource.system(), log::info)
                : log::info;
    }

    /** What this run pushed, by service; what an earlier run left is not looked at. */
    public Map<String, PushedImage> pushed() {
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
