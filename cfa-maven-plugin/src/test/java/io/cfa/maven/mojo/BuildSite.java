package io.cfa.maven.mojo;

import io.cfa.maven.image.assembly.TinyBase;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.remote.key.TestKeys;
import io.cfa.maven.remote.ssh.SshHost;
import io.cfa.maven.rollout.EngineHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a real build of {@code src/it} finds around it: a registry with a base image, and a host that is reached by ssh. Started by the build's
 * {@code prebuild.groovy}, and stopped by its {@code verify.groovy}.
 */
public final class BuildSite implements AutoCloseable {

    private final LocalRegistry registry;
    private final EngineHost host;
    private final SshHost server;

    private BuildSite(LocalRegistry registry, EngineHost host, SshHost server) {
        this.registry = registry;
        this.host = host;
        this.server = server;
    }

    /**
     * Starts it, and tells the build: {@code test.properties} has the addresses, and the host is the alias {@code shop} in {@code ~/.ssh/config} of
     * the home that all these builds share.
     *
     * @param project the directory of the build, with the files of the host in {@code ops/stack}
     */
    public static BuildSite start(Path project) throws IOException {
        return start(project, "cfa.imagePrefix", "cfa.remoteDirectory");
    }

    /** Starts it, and gives two parameters under other names. */
    public static BuildSite start(Path project, String imagePrefix, String remoteDirectory) throws IOException {
        LocalRegistry registry = new LocalRegistry();
        EngineHost host = EngineHost.now(project.resolve("host"), registry.name() + "/shop/backend");
        for (String file : new String[] {"docker-compose.yml", ".env.cfa2"}) {
            Files.write(
                    host.directory().resolve(file),
                    Files.readAllBytes(project.resolve("ops/stack").resolve(file)));
        }
        SshHost server = SshHost.only().programs(host.programs());
        BuildSite site = new BuildSite(registry, host, server);
        Properties properties = new Properties();
        properties.setProperty(imagePrefix, site.prefix());
        properties.setProperty("cfa.baseImage", TinyBase.in(registry).toString());
        properties.setProperty(remoteDirectory, site.directory());
        try (var file = Files.newOutputStream(project.resolve("test.properties"))) {
            properties.store(file, null);
        }
        site.writeHome(project.resolveSibling("home"));
        return site;
    }

    private void writeHome(Path home) throws IOException {
        Path ssh = Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(ssh.resolve("id_test"), TestKeys.text("ed25519.openssh"));
        Files.setPosixFilePermissions(
                ssh.resolve("id_test"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.writeString(ssh.resolve("known_hosts"), server.environment().get("SSH_KNOWN_HOSTS_CFA2"));
        String address = server.environment().get("CFA2_HOST");
        Files.writeString(
                ssh.resolve("config"),
                """
                Host shop
                  HostName 127.0.0.1
                  Port %s
                  User deploy
                  IdentityFile %s
                  UserKnownHostsFile %s
                """
                        .formatted(
                                address.replaceFirst(".*:", ""), ssh.resolve("id_test"), ssh.resolve("known_hosts")));
    }

    /** The registry. */
    public LocalRegistry registry() {
        return registry;
    }

    /** Where the build's images go. */
    public String prefix() {
        return registry.name() + "/shop/backend";
    }

    /** The directory of compose and env on the host. */
    public String directory() {
        return host.directory().toString();
    }

    /** Whether no container was made, and nothing logged. */
    public boolean isUntouched() {
        return host.running().isEmpty() && !Files.exists(host.directory().resolve(".cfa"));
    }

    /** How often somebody connected to the host. */
    public int connections() {
        return server.connections();
    }

    @Override
    public void close() {
        server.close();
        registry.close();
    }
}
