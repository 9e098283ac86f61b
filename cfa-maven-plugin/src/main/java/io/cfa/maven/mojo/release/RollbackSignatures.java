package io.cfa.maven.mojo.release;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.SignatureStore;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.signature.KeptSignatures;
import io.cfa.maven.image.signature.SignatureVerdict;
import io.cfa.maven.image.signature.TrustedKeys;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.rollback.ReleaseGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * Judges the signatures of a release before it is rolled back to: by those that the rollout has kept on the host, and asks the registry only for what is
 * not there. So a rollback needs no registry, and still none goes by unseen.
 *
 * @param policy    whether, by which keys, and how strictly
 * @param images    asks the registry
 * @param directory of compose and env on the host
 */
public record RollbackSignatures(SignaturePolicy policy, RegistryImages images, Stack stack, String directory, Log log)
        implements ReleaseGuard {

    private static final String AS_IT_IS =
            ". Nothing was changed on the host. Next: choose a release that is signed with -Dcfa.targetRevision=<commit>; or,"
                    + " where you know where its images are from, run it again with -Dcfa.signatures=warn";

    private static final String LATER =
            ". Nothing was changed on the host. Next: run it again when the registry answers; where that cannot be waited for,"
                    + " and you know where the images are from, with -Dcfa.signatures=warn";

    @Override
    public void check(RemoteHost host, Release target) {
        policy.keys().ifPresent(keys -> check(host, target, keys));
    }

    private void check(RemoteHost host, Release target, TrustedKeys keys) {
        List<ImageReference> all = SignaturePolicy.images(stack, target.images());
        KeptSignatures kept = KeptSignatures.of(new SignatureStore(directory).read(host));
        List<ImageReference> open =
                all.stream().filter(image -> !kept.vouchFor(image, keys)).toList();
        String release = target.revision() + ", rolled out at " + target.when() + ", ";
        List<String> refused = new ArrayList<>();
        boolean before = true;
        try {
            for (ImageReference image : open) {
                SignatureVerdict verdict = images.verdict(image, keys);
                verdict.refusal().ifPresent(why -> refused.add(image + ": " + why));
                before &= verdict.isGood() || verdict.unsigned();
            }
        } catch (ImageException e) {
            refuse(
                    "it is not known whether " + release + "is signed by a key of " + keys.file()
                            + ": the host keeps no"
                            + " signature by one of "
                            + names(open) + ", and " + e.getMessage().replaceFirst("(?s)\\.? Next: .*", ""),
                    LATER);
            return;
        }
        if (refused.isEmpty()) {
            log.info(all.size() + " images of " + target.revision() + " are signed by a key of " + keys.file()
                    + kept(all.size() - open.size()));
        } else if (before && refused.size() == all.size()) {
            refuse(release + "is from before signatures: none of its " + all.size() + " images has one", AS_IT_IS);
        } else {
            refuse(release + "is not signed by a key of " + keys.file() + ": " + String.join("; ", refused), AS_IT_IS);
        }
    }

    private void refuse(String why, String next) {
        if (!policy.warns()) {
            throw new RolloutException(why + next);
        }
        log.warn(why + ". It is rolled back to all the same, as cfa.signatures is warn");
    }

    private static String kept(int count) {
        return Optional.of(count)
                .filter(some -> some > 0)
                .map(some -> ", " + some + " of them by what the host has kept")
                .orElse("");
    }

    private static String names(List<ImageReference> images) {
        return String.join(", ", images.stream().map(ImageReference::toString).toList());
    }
}
