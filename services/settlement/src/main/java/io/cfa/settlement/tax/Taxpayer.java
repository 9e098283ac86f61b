package io.cfa.settlement.tax;

/** What kind of taxpayer a holder is. */
public enum Taxpayer {
    /** A person who lives here; who has no other status is one. */
    RESIDENT,
    /** A person who does not. */
    NON_RESIDENT,
    /** A company of this country, which pays its tax itself. */
    COMPANY,
    /** A company of another country. */
    FOREIGN_COMPANY,
    /** Nothing is withheld. */
    EXEMPT
}
