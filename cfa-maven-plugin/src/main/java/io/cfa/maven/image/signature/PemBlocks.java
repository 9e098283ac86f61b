package io.cfa.maven.image.signature;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a text in PEM.
 *
 * <p>Source: RFC 7468.
 */
final class PemBlocks {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,60})-----([^-]{1,20000})-----END \\1-----");

    private PemBlocks() {}

    /**
     * One block.
     *
     * @param type  what stands after BEGIN
     * @param bytes what it holds
     */
    record Block(String type, byte[] bytes) {}

    /** All of a text; what is no base64 is none. */
    static List<Block> of(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                // cut or garbled: whoever needs a block says that there is none
            }
        }
        return blocks;
    }
}
