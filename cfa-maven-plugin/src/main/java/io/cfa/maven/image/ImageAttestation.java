package io.cfa.maven.image;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.registry.Repository;
import io.cfa.maven.image.signature.AttachedDocuments;
import io.cfa.maven.image.signature.ImageSignatures;
import io.cfa.maven.image.signature.Provenance;
import io.cfa.maven.image.signature.SigningKey;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Vouches for a pushed image: attaches its bill of materials and its provenance, and signs it last, so that what is signed has both.
 *
 * @param repository holds the image
 * @param key        signs
 */
record ImageAttestation(Repository repository, SigningKey key) {

    private static final String BILL = "application/vnd.cyclonedx+json";

    /** Whether it was done now; an image that this key has signed is complete. */
    boolean of(PushedImage image, Path output, Map<String, String> environment) {
        ImageSignatures signatures = new ImageSignatures(repository);
        if (signatures.isSigned(image.digest(), key)) {
            return false;
        }
        byte[] bill = bill(output);
        AttachedDocuments documents = new AttachedDocuments(repository);
        documents.attach(image.digest(), BILL, bill);
        ImageReference named = image.reference().withDigest(image.digest());
        documents.attach(
                image.digest(),
                Provenance.MEDIA_TYPE,
                new Provenance(
                                named,
                                image.origin().commit(),
                                image.origin().base(),
                                Digest.of(image.origin().baseDigest()),
                                environment)
                        .signed(bill, key));
        signatures.sign(named, image.digest(), key);
        return true;
    }

    private static byte[] bill(Path output) {
        Path file = output.resolve(BillOfMaterials.FILE);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read: " + e.getMessage() + ". Next: push the image again", e);
        }
    }
}
