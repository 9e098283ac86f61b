package io.cfa.bank.statement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A statement as a bank writes it; tests say in what it is another. */
final class Camt {

    private final LocalDate day;
    private final List<String> entries = new ArrayList<>();
    private String account = "40701810000000000001";
    private String id;
    private long opening;
    private long sum;
    private Long closing;
    private String more = "";

    Camt(LocalDate day, long opening) {
        this.day = day;
        this.opening = opening;
        this.id = "S-" + day;
    }

    static String roubles(long kopecks) {
        return "%d.%02d".formatted(kopecks / 100, kopecks % 100);
    }

    Camt account(String other) {
        account = other;
        return this;
    }

    Camt id(String other) {
        id = other;
        return this;
    }

    Camt closing(long other) {
        closing = other;
        return this;
    }

    /** Elements between the balances and the entries. */
    Camt summary(String elements) {
        more = elements;
        return this;
    }

    Camt credit(long amount, String reference, String endToEnd, String remittance) {
        sum += amount;
        return entry("CRDT", amount, reference, endToEnd, remittance);
    }

    Camt debit(long amount, String reference, String endToEnd) {
        sum -= amount;
        return entry("DBIT", amount, reference, endToEnd, "Payment");
    }

    private Camt entry(String direction, long amount, String reference, String endToEnd, String remittance) {
        return raw(
                "<Ntry><Amt Ccy=\"RUB\">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt>%s<NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs><RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
                        .formatted(
                                roubles(amount),
                                direction,
                                day,
                                reference == null ? "" : "<AcctSvcrRef>" + reference + "</AcctSvcrRef>",
                                endToEnd,
                                remittance));
    }

    Camt raw(String entry) {
        entries.add(entry);
        return this;
    }

    long closing() {
        return closing == null ? opening + sum : closing;
    }

    String xml() {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>%s</Id>"
                        + "<Acct><Id><Othr><Id>%s</Id></Othr></Id><Ccy>RUB</Ccy></Acct>"
                        + "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"RUB\">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>"
                        + "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"RUB\">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>%s%s</Stmt></BkToCstmrStmt></Document>")
                .formatted(
                        id, account, roubles(opening), day, roubles(closing()), day, more, String.join("\n", entries));
    }
}
