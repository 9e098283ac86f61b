package io.cfa.maven.verify.call;

import io.cfa.maven.model.compose.ComposeExtensions.Router;
import io.cfa.maven.model.compose.ComposeExtensions.TokenSource;
import io.cfa.maven.remote.Command;
import java.util.List;

/** How services are asked from where they run. */
public interface CallRoute {

    /** Whether a service can be asked: who is not healthy is for others to tell. */
    boolean reaches(String service);

    /**
     * Asks for a token, and with it for paths of who routes.
     *
     * @return what prints {@code no token: WHY}; or {@code token}, then base64 of the answers, a zero byte behind each
     */
    Command command(TokenSource token, Router router, List<String> paths);
}
