package io.cfa.bank.camt;

import java.util.Map;
import java.util.Set;

/** The elements of a statement that are read. */
final class CamtFields {

    /** What is kept of a statement, of an entry, and of a transaction: of a hostile one no more. */
    static final Set<String> OF_STMT = Set.of(
            "Id",
            "Acct.Id.IBAN",
            "Acct.Id.Othr.Id",
            "Bal.Tp.CdOrPrtry.Cd",
            "Bal.Amt",
            "Bal.CdtDbtInd",
            "Bal.Dt.Dt",
            "Bal.Dt.DtTm",
            "TxsSummry.TtlCdtNtries.NbOfNtries",
            "TxsSummry.TtlCdtNtries.Sum",
            "TxsSummry.TtlDbtNtries.NbOfNtries",
            "TxsSummry.TtlDbtNtries.Sum");

    static final Set<String> OF_NTRY =
            Set.of("Amt", "CdtDbtInd", "Sts", "Sts.Cd", "BookgDt.Dt", "BookgDt.DtTm", "AcctSvcrRef", "AddtlNtryInf");

    static final Set<String> OF_TX = Set.of("Amt", "AmtDtls.TxAmt.Amt", "Refs.EndToEndId", "RmtInf.Ustrd");

    private CamtFields() {}

    /** Keeps what stands in an element that ends, where it is one of those. */
    static void keep(Map<String, String> kept, Set<String> known, String field, CamtElement element) {
        if (known.contains(field)) {
            kept.putIfAbsent(field, element.text());
        }
    }
}
