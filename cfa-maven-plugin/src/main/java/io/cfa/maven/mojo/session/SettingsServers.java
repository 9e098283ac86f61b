package io.cfa.maven.mojo.session;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.credentials.RegistryLogin;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * The servers of settings.xml, their passwords decrypted.
 *
 * @param settings  what Maven read
 * @param decrypter knows the master password
 */
record SettingsServers(Settings settings, SettingsDecrypter decrypter) {

    /** The login of the server whose id is a registry's name. */
    Optional<RegistryLogin> of(String registry) {
        return server(registry)
                .map(server -> RegistryLogin.of(
                        "the server " + registry + " of settings.xml",
                        server.getUsername(),
                        Optional.ofNullable(server.getPassword()).orElse("")));
    }

    /** That server with its password in plain text, where it has a user. */
    Optional<Server> server(String registry) {
        Server server = settings.getServer(registry);
        if (server == null || server.getUsername() == null) {
            return Optional.empty();
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        for (SettingsProblem problem : result.getProblems()) {
            throw new ImageException("the password of the server " + registry + " in settings.xml cannot be decrypted: "
                    + problem.getMessage()
                    + ". Next: check settings-security.xml, or encrypt it again (mvn --encrypt-password)");
        }
        return Optional.of(result.getServer());
    }
}
