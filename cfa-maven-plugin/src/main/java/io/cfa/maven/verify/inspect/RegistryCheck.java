package io.cfa.maven.verify.inspect;

import io.cfa.maven.host.check.CheckResult;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Finding;
import io.cfa.maven.verify.http.HttpResult;
import io.cfa.maven.verify.http.RemoteHttpFetcher;
import io.cfa.maven.verify.probe.TagLookup;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the registry of our images lets this machine ask, and every registry of the stack can be reached from the host. */
final class RegistryCheck {

    private static final Set<Integer> ALIVE = Set.of(200, 401);
    private static final String BASH = "bash";
    private static final int HTTPS = 443;

    private final RemoteHost host;
    private final Stack stack;
    private final TagLookup lookup;

    RegistryCheck(RemoteHost host, Stack stack, TagLookup lookup) {
        this.host = host;
        this.stack = stack;
        this.lookup = lookup;
    }

    List<CheckResult> results() {
        List<CheckResult> results = new ArrayList<>();
        stack.builtHere().stream().findFirst().map(Service::image).ifPresent(image -> results.add(fromHere(image)));
        List<String> registries = stack.services().stream()
                .map(service -> service.image().registry())
                .distinct()
                .toList();
        Map<URI, HttpResult> answers = new RemoteHttpFetcher(host)
                .peek(registries.stream()
                        .flatMap(registry -> List.of(uri("https", registry), uri("http", registry)).stream())
                        .toList());
        registries.forEach(registry -> results.add(fromHost(registry, answers)));
        return results;
    }

    private CheckResult fromHere(ImageReference image) {
        TagLookup.Answer answer = lookup.ask(image);
        if (!answer.asked()) {
            return CheckResult.refused(
                    "registry",
                    "no access",
                    new Finding(
                            image.registry(),
                            answer.why(),
                            "an answer to who pushes there",
                            "`docker login " + image.registry() + "` on this machine"));
        }
        return CheckResult.passed(
                "registry",
                image
                        + answer.digest()
                                .map(digest -> " is " + digest.shortForm())
                                .orElse(" is not there yet"));
    }

    private CheckResult fromHost(String registry, Map<URI, HttpResult> answers) {
        List<HttpResult> both = List.of(answers.get(uri("https", registry)), answers.get(uri("http", registry)));
        if (both.stream().anyMatch(answer -> ALIVE.contains(answer.status()))) {
            return CheckResult.passed("registry from host", registry + " answers");
        }
        if (both.get(0).silence().endsWith(BASH) && isOpen(registry)) {
            return CheckResult.passed("registry from host", registry + " takes connections");
        }
        return CheckResult.refused(
                "registry from host",
                "silent",
                new Finding(
                        uri("https", registry).toString(),
                        both.stream().map(HttpResult::describe).distinct().collect(Collectors.joining(", "))
                                + " on the host",
                        "200 or 401",
                        "`curl -i " + uri("https", registry)
                                + "` there; check its DNS, its proxy and the certificate that it trusts"));
    }

    /** All that a host without curl and wget can be asked: bash speaks no TLS. */
    private boolean isOpen(String registry) {
        URI uri = uri("https", registry);
        String port = Integer.toString(uri.getPort() < 0 ? HTTPS : uri.getPort());
        return host.run(Command.of("timeout", "5", BASH, "-c", ": < \"/dev/tcp/$1/$2\"", BASH, uri.getHost(), port))
                .succeeded();
    }

    private static URI uri(String scheme, String registry) {
        return URI.create(scheme + "://"
                + (registry.equals(ImageReference.DOCKER_HUB) ? "registry-1.docker.io" : registry) + "/v2/");
    }
}
