package io.cfa.registry.extract;

/**
 * What an extract is about.
 *
 * @param kind an asset and all who held it, or a holder and all that they held
 * @param id   the asset's id, or the {@code sub} of the holder's login
 */
record ExtractSubject(Kind kind, String id) {

    /** Whose register it is. */
    enum Kind {
        ASSET,
        HOLDER
    }

    /** As it stands in an extract. */
    String word() {
        return kind == Kind.ASSET ? "asset" : "holder";
    }
}
