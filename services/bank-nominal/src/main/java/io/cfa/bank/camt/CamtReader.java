package io.cfa.bank.camt;

import io.cfa.bank.camt.CamtHeader.Summary;
import io.cfa.kit.DomainException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a statement of ISO 20022, {@code camt.053.001} of any version: one {@code Stmt} in roubles, its header before its movements. A movement is a booked {@code Ntry},
 * or each {@code TxDtls} of one that has several; what is not known is passed over. The order of elements is that of the schema: account and balances before entries.
 */
public final class CamtReader {

    private static final int MOST_LINES = 50_000;
    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";
    private static final String STMT = "Document.BkToCstmrStmt.Stmt";
    private static final String NTRY = STMT + ".Ntry";
    private static final String TX = NTRY + ".NtryDtls.TxDtls";

    private static final Set<String> BALANCES = Set.of("OPBD", "PRCD", "CLBD");

    private final Map<String, String> fields = new HashMap<>();
    private final List<Map<String, String>> transactions = new ArrayList<>();
    private final Map<String, Long> balances = new HashMap<>();
    private final Consumer<CamtHeader> header;
    private final Consumer<CamtLine> lines;
    private int statements;
    private int entries;
    private LocalDate closingDay;
    private boolean headed;

    private CamtReader(Consumer<CamtHeader> header, Consumer<CamtLine> lines) {
        this.header = header;
        this.lines = lines;
    }

    /** Tells of the header, then of each movement in its order. */
    public static void read(InputStream document, Consumer<CamtHeader> header, Consumer<CamtLine> lines) {
        CamtReader reader = new CamtReader(header, lines);
        try (CamtElement element = CamtElement.of(document)) {
            for (CamtElement.Event event = element.next(); event != CamtElement.Event.DONE; event = element.next()) {
                if (event == CamtElement.Event.BEGIN) {
                    reader.begin(element);
                } else {
                    reader.end(element);
                    element.leave();
                }
            }
        }
        if (reader.statements == 0) {
            throw CamtElement.unreadable("Document", "It has no statement.");
        }
    }

    private void begin(CamtElement element) {
        String place = element.place();
        if (place.equals("Document")
                && (element.namespace() == null || !element.namespace().startsWith(NAMESPACE))) {
            throw CamtElement.unreadable("Document", "It is no statement of " + NAMESPACE + "*.");
        }
        if (!place.equals("Document") && !place.startsWith("Document.")) {
            throw CamtElement.unreadable("Document", "It is no Document.");
        }
        if (place.equals(STMT) && ++statements > 1) {
            throw CamtElement.unreadable("Stmt[2]", "There is more than one statement; each is sent by itself.");
        }
        if (place.equals(NTRY)) {
            head();
            checkCount(entries++);
            fields.clear();
            transactions.clear();
        } else if (place.equals(TX)) {
            checkCount(entries + transactions.size());
            transactions.add(new HashMap<>());
        }
        if (counts(place) && !"RUB".equals(element.attribute("Ccy"))) {
            throw CamtElement.unreadable(named(place), "The currency is not RUB.");
        }
    }

    private static void checkCount(int before) {
        if (before >= MOST_LINES) {
            throw CamtElement.unreadable("Stmt.Ntry", "It has more than %d movements.".formatted(MOST_LINES));
        }
    }

    private static boolean counts(String place) {
        return place.equals(NTRY + ".Amt") || place.equals(STMT + ".Bal.Amt") || place.equals(TX + ".Amt");
    }

    private void end(CamtElement element) {
        String place = element.place();
        if (place.startsWith(TX + ".")) {
            CamtFields.keep(
                    transactions.get(transactions.size() - 1),
                    CamtFields.OF_TX,
                    place.substring(TX.length() + 1),
                    element);
        } else if (place.startsWith(NTRY + ".")) {
            CamtFields.keep(fields, CamtFields.OF_NTRY, place.substring(NTRY.length() + 1), element);
        } else if (place.equals(NTRY)) {
            entry();
        } else if (place.equals(STMT + ".Bal")) {
            balance();
        } else if (place.equals(STMT)) {
            head();
        } else if (place.startsWith(STMT + ".")) {
            CamtFields.keep(fields, CamtFields.OF_STMT, place.substring(STMT.length() + 1), element);
        }
    }

    /** Each ends before the next begins, so its fields are taken out of the way. */
    private void balance() {
        String code = fields.remove("Bal.Tp.CdOrPrtry.Cd");
        long amount = CamtValues.kopecks(fields.remove("Bal.Amt"), "Stmt.Bal.Amt", true);
        boolean owed = "DBIT".equals(fields.remove("Bal.CdtDbtInd"));
        String day = fields.remove("Bal.Dt.Dt");
        String time = fields.remove("Bal.Dt.DtTm");
        if (code != null && BALANCES.contains(code) && balances.putIfAbsent(code, owed ? -amount : amount) != null) {
            throw CamtElement.unreadable("Stmt.Bal." + code, "There are two balances of this kind.");
        }
        if ("CLBD".equals(code)) {
            closingDay = CamtValues.day(day == null ? time : day, "Stmt.Bal.CLBD.Dt");
        }
    }

    private void head() {
        if (headed) {
            return;
        }
        headed = true;
        String account = fields.getOrDefault("Acct.Id.IBAN", fields.get("Acct.Id.Othr.Id"));
        header.accept(new CamtHeader(
                CamtValues.required(fields.get("Id"), "Stmt.Id"),
                CamtValues.required(account, "Stmt.Acct.Id"),
                CamtValues.required(closingDay, "Stmt.Bal.CLBD.Dt"),
                CamtValues.required(balances.getOrDefault("OPBD", balances.get("PRCD")), "Stmt.Bal.OPBD"),
                CamtValues.required(balances.get("CLBD"), "Stmt.Bal.CLBD"),
                new Summary(
                        count("TxsSummry.TtlCdtNtries.NbOfNtries"),
                        sum("TxsSummry.TtlCdtNtries.Sum"),
                        count("TxsSummry.TtlDbtNtries.NbOfNtries"),
                        sum("TxsSummry.TtlDbtNtries.Sum"))));
    }

    private Long count(String field) {
        String text = fields.get(field);
        if (text != null && !text.matches("\\d{1,9}")) {
            throw CamtElement.unreadable("Stmt." + field, "It is no number.");
        }
        return text == null ? null : Long.valueOf(text);
    }

    private Long sum(String field) {
        String text = fields.get(field);
        return text == null ? null : CamtValues.kopecks(text, "Stmt." + field, true);
    }

    private void entry() {
        String status = fields.getOrDefault("Sts", "").isEmpty() ? fields.get("Sts.Cd") : fields.get("Sts");
        if (!"BOOK".equals(status)) {
            throw CamtElement.unreadable(ofEntry("Sts"), "It is not booked.");
        }
        String direction = CamtValues.required(fields.get("CdtDbtInd"), ofEntry("CdtDbtInd"));
        if (!direction.equals("CRDT") && !direction.equals("DBIT")) {
            throw CamtElement.unreadable(ofEntry("CdtDbtInd"), "It is neither CRDT nor DBIT.");
        }
        long amount = CamtValues.kopecks(CamtValues.required(fields.get("Amt"), ofEntry("Amt")), ofEntry("Amt"), false);
        String day = fields.getOrDefault("BookgDt.Dt", fields.get("BookgDt.DtTm"));
        LocalDate booked = CamtValues.day(CamtValues.required(day, ofEntry("BookgDt")), ofEntry("BookgDt"));
        if (transactions.size() <= 1) {
            Map<String, String> details = transactions.isEmpty() ? Map.of() : transactions.get(0);
            lines.accept(line(1, direction.equals("CRDT"), amount, booked, details));
            return;
        }
        long sum = 0;
        for (int part = 1; part <= transactions.size(); part++) {
            Map<String, String> details = transactions.get(part - 1);
            String place = ofEntry("TxDtls[" + part + "].Amt");
            long own = CamtValues.kopecks(
                    CamtValues.required(details.getOrDefault("Amt", details.get("AmtDtls.TxAmt.Amt")), place),
                    place,
                    false);
            sum += own;
            lines.accept(line(part, direction.equals("CRDT"), own, booked, details));
        }
        if (sum != amount) {
            throw DomainException.unprocessable(
                            "broken-sum", "Its transactions come to %d kopecks, and it says %d.".formatted(sum, amount))
                    .about(ofEntry("Amt"));
        }
    }

    private CamtLine line(int part, boolean credit, long amount, LocalDate booked, Map<String, String> details) {
        String endToEnd = details.get("Refs.EndToEndId");
        String remittance = details.getOrDefault("RmtInf.Ustrd", fields.get("AddtlNtryInf"));
        return new CamtLine(
                entries,
                part,
                credit,
                amount,
                booked,
                fields.get("AcctSvcrRef"),
                endToEnd,
                remittance,
                CamtValues.reference(endToEnd == null ? remittance : endToEnd + " " + remittance));
    }

    private String ofEntry(String field) {
        return "Stmt.Ntry[" + entries + "]." + field;
    }

    private String named(String place) {
        return place.startsWith(NTRY)
                ? ofEntry(place.substring(NTRY.length() + 1))
                : place.substring("Document.BkToCstmrStmt.".length());
    }
}
