package io.cfa.maven.check;

import io.cfa.maven.model.EnvFile;
import io.cfa.maven.model.Place;
import io.cfa.maven.model.YamlNode;
import io.cfa.maven.report.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Compares reactor, compose, env, pipeline, runbook and matrix, and reports every disagreement; needs no Docker and no network. */
public final class Checker {

    private static final long LARGEST = 1 << 20;

    private final Checkout checkout;
    private final Findings findings;

    /** Checks one clone. */
    public Checker(Checkout checkout) {
        this.checkout = checkout;
        this.findings = new Findings(checkout.root());
    }

    /** Every finding, by file and line. */
    public List<Finding> check() {
        Optional<String> composeText = text(checkout.compose());
        Optional<String> envText = text(checkout.env());
        Optional<EnvFile> env = envText.flatMap(text -> findings.collect(
                checkout.env(), () -> EnvFile.parse(checkout.env(), text.lines().toList())));
        composeText.ifPresent(text -> findings.collect(checkout.compose(), () -> {
            YamlNode compose = YamlNode.parse(checkout.compose(), text);
            new ComposeRules(checkout, findings).check(compose, env);
            env.ifPresent(variables -> new EnvRules(findings).check(variables, envText.orElseThrow(), compose));
            return compose;
        }));
        text(checkout.pipeline())
                .ifPresent(text -> findings.collect(checkout.pipeline(), () -> new PipelineRules(checkout, findings)
                        .check(YamlNode.parse(checkout.pipeline(), text))));
        DocumentRules documents = new DocumentRules(checkout, findings, env);
        text(checkout.runbook()).ifPresent(text -> documents.check(checkout.runbook(), text));
        text(checkout.matrix()).ifPresent(text -> documents.check(checkout.matrix(), text));
        return findings.sorted();
    }

    /** The text of a file, or findings of why it cannot be read. */
    private Optional<String> text(Path file) {
        Place top = new Place(file, 1);
        try {
            if (!Files.isRegularFile(file)) {
                findings.add(top, Files.exists(file) ? "is no file" : "is missing", "a file", "add it");
                return Optional.empty();
            }
            if (Files.size(file) > LARGEST) {
                findings.add(top, "has " + Files.size(file) + " bytes", "at most " + LARGEST, "look what went into it");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            if (text.startsWith("\uFEFF")) {
                findings.add(top, "begins with a byte order mark", "plain UTF-8", "save it as UTF-8 without BOM");
                text = text.substring(1);
            }
            int carriageReturn = text.indexOf('\r');
            if (carriageReturn >= 0) {
                int line = (int) text.substring(0, carriageReturn)
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
                findings.add(
                        new Place(file, line), "ends with CRLF", "LF", "save it with LF; .gitattributes keeps it so");
            }
            return Optional.of(text);
        } catch (CharacterCodingException e) {
            findings.add(top, "is not UTF-8", "UTF-8", "save it as UTF-8");
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
