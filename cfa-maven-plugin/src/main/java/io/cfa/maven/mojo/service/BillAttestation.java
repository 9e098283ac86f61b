package io.cfa.maven.mojo.service;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.signature.TrustedKeys;
import io.cfa.maven.sbom.BillException;
import io.cfa.maven.sbom.ServiceBill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugin.logging.Log;

/**
 * Compares the bills of pushed images with the provenance that a key of the bundle has signed: a bill travels from job to job as a file that anybody there may
 * change.
 *
 * @param builds opens the registry of a name
 * @param log    is told what was found
 */
public record BillAttestation(Function<String, ImageBuild> builds, Log log) {

    /**
     * Compares those of the modules that were pushed.
     *
     * @param targets the directory of built things of each service, by its name
     * @param bundle  may name keys; without any nothing is compared
     * @throws BillException naming each bill that is not the signed one
     */
    public void check(Map<String, Path> targets, Path bundle) {
        Optional<TrustedKeys> keys = TrustedKeys.of(bundle);
        if (keys.isEmpty()) {
            return;
        }
        List<String> refused = new ArrayList<>();
        List<String> good = new ArrayList<>();
        targets.forEach((service, target) -> PushedImage.read(target).ifPresent(image -> {
            Optional<String> why = refusal(image, target, keys.get());
            why.ifPresent(reason -> refused.add(service + ": " + reason));
            if (why.isEmpty()) {
                good.add(service);
            }
        }));
        if (!refused.isEmpty()) {
            throw new BillException(
                    "not what was signed by a key of " + keys.get().file() + " when the images were pushed: "
                            + String.join("; ", refused)
                            + ". Next: push them again with COSIGN_PRIVATE_KEY set, and find out who changed the files between");
        }
        log.info(good.size() + " bills of materials are those of the signed provenance");
    }

    private Optional<String> refusal(PushedImage image, Path target, TrustedKeys keys) {
        try {
            return builds.apply(image.reference().registry())
                    .billRefusal(
                            image.reference().withDigest(image.digest()),
                            Files.readAllBytes(target.resolve(ServiceBill.FILE)),
                            keys);
        } catch (ImageException | IOException e) {
            return Optional.of("it is not known, as " + e.getMessage().replaceFirst("(?s)\\.? Next: .*", ""));
        }
    }
}
