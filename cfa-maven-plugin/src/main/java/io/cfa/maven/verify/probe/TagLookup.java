package io.cfa.maven.verify.probe;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.util.Optional;

/** Asks a registry which manifest a tag names; asked for several images at the same time. */
@FunctionalInterface
public interface TagLookup {

    /** Asks for one image; that it cannot be asked is an answer, not an exception. */
    Answer ask(ImageReference image);

    /**
     * What the registry said.
     *
     * @param asked  whether it answered at all
     * @param digest what it holds under the tag; absent where it knows no such tag
     * @param why    it could not be asked, where it could not
     */
    record Answer(boolean asked, Optional<Digest> digest, String why) {

        /** The tag names this manifest. */
        public static Answer holds(Digest digest) {
            return new Answer(true, Optional.of(digest), "");
        }

        /** The registry answered that there is no such tag. */
        public static Answer missing() {
            return new Answer(true, Optional.empty(), "");
        }

        /** The registry is out of reach, or does not let us ask. */
        public static Answer unasked(String why) {
            return new Answer(false, Optional.empty(), why);
        }
    }
}
