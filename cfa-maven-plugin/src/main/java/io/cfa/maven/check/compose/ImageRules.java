package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import io.cfa.maven.model.source.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** What must hold of images: ours under the one name, the others pinned. */
public final class ImageRules {

    private static final Pattern PINNED = Pattern.compile(".*(:[^/:]*[0-9][^/:]*|@sha256:[0-9a-f]{64})");

    /** All three numbers of a version, or a date: what its publisher does not push anew, as a habit. */
    private static final Pattern EXACT =
            Pattern.compile(".*:[^/:]*(\\d+\\.\\d+\\.\\d+|\\d{4}-\\d{2}-\\d{2})[^/:]*|.*@sha256:[0-9a-f]{64}");

    private final Findings findings;
    private final Optional<Variables> variables;

    /** The rules for images; where the env file can be read, with its variables. */
    public ImageRules(Findings findings, Optional<Variables> variables) {
        this.findings = findings;
        this.variables = variables;
    }

    void check(ServiceEntry service) {
        service.body()
                .get("build")
                .ifPresent(build -> findings.add(
                        build.place(),
                        service.name() + " is built",
                        "an image",
                        "remove it: nothing is built on the host"));
        Optional<YamlNode> image = service.body().get("image");
        if (image.isEmpty()) {
            findings.add(
                    service.place(),
                    service.name() + " has no image",
                    "an image",
                    "add it: nothing is built on the host");
            return;
        }
        String reference = image.get().text();
        SourceLocation place = image.get().place();
        String expected = "${REGISTRY_IMAGE}/" + service.name() + ":${TAG}";
        if (service.builtHere()) {
            if (!reference.equals(expected)) {
                findings.add(place, "image " + reference, expected, "name the image as its module is named");
            }
        } else if (reference.contains("REGISTRY_IMAGE")) {
            findings.add(
                    place,
                    "image " + reference + " of no module",
                    "a module services/" + service.name(),
                    "add the module, or remove the service");
        } else {
            pinned(place, reference);
            stays(place, reference);
        }
    }

    /** With its variables replaced; one whose variable is not set, which is a finding of its own, stays as it is. */
    private String resolved(SourceLocation place, String reference) {
        try {
            return variables
                    .map(known -> known.scope().replace(reference, place))
                    .orElse(reference);
        } catch (MalformedFileException e) {
            return reference;
        }
    }

    /** Behind a tag such as {@code 17-alpine} another image comes with each fix, and a host that pulls it anew runs what nobody has tried. */
    private void stays(SourceLocation place, String reference) {
        String resolved = resolved(place, reference);
        if (PINNED.matcher(resolved).matches() && !EXACT.matcher(resolved).matches()) {
            findings.warn(
                    place,
                    "image " + reference + " may be another tomorrow: its tag moves",
                    resolved + "@sha256:…",
                    "`docker buildx imagetools inspect " + resolved
                            + "` shows the digest to write behind it; renovate.json keeps that up to date");
        }
    }

    /** An image of others names what was tried. */
    public void pinned(SourceLocation place, String reference) {
        String resolved = resolved(place, reference);
        if (!PINNED.matcher(resolved).matches() || resolved.contains("$") || resolved.contains(":latest")) {
            findings.add(
                    place,
                    "image " + reference + " is not pinned",
                    "a version behind the colon",
                    "name the version that was tried");
        }
    }
}
