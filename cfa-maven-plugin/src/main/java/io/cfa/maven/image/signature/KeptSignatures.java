package io.cfa.maven.image.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signatures that were copied out of a registry, a line of JSON each, so that they can be judged while it does not answer. Who keeps them is not
 * believed: a key judges each anew.
 *
 * @param signatures of each image; lines that cannot be read are none
 */
public record KeptSignatures(Map<Digest, List<ImageSignature>> signatures) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 100_000;

    /** The line that keeps a signature. */
    public static String line(Digest image, ImageSignature signature) {
        Base64.Encoder base64 = Base64.getEncoder();
        return JSON.createObjectNode()
                .put("image", image.toString())
                .put("payload", base64.encodeToString(signature.payload()))
                .put("signature", base64.encodeToString(signature.signature()))
                .toString();
    }

    /** Those of some lines. */
    public static KeptSignatures of(List<String> lines) {
        Map<Digest, List<ImageSignature>> signatures = new LinkedHashMap<>();
        for (String line : lines) {
            try {
                JsonNode kept = JSON.readTree(line.length() > LONGEST ? "" : line);
                Base64.Decoder base64 = Base64.getDecoder();
                signatures
                        .computeIfAbsent(Digest.of(kept.path("image").asText()), any -> new ArrayList<>())
                        .add(new ImageSignature(
                                base64.decode(kept.path("payload").asText()),
                                base64.decode(kept.path("signature").asText())));
            } catch (IOException | IllegalArgumentException e) {
                // torn, or not ours: then it vouches for nothing
            }
        }
        return new KeptSignatures(signatures);
    }

    /** Whether one of them says that an image, named by its digest, is signed by a key that counts. */
    public boolean vouchFor(ImageReference image, TrustedKeys keys) {
        Digest digest = image.digest().orElseThrow();
        return signatures.getOrDefault(digest, List.of()).stream()
                .anyMatch(each -> each.isOf(keys) && each.isAbout(image.repository(), digest));
    }
}
