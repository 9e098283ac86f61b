package io.cfa.bank.camt;

import io.cfa.bank.camt.CamtHeader.Summary;
import io.cfa.kit.DomainException;
import io.cfa.kit.rule.Bounds;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,18}([.]\\d{1,5})?");
    private static final Pattern ID = Pattern.compile(
            "(?i)(?<![0-9a-f])([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})(?![0-9a-f])");

    /** What is kept of a statement, of an entry, and of a transaction: of a hostile one no more. */
    private static final Set<String> OF_STMT = Set.of(
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

    private static final Set<String> OF_NTRY =
            Set.of("Amt", "CdtDbtInd", "Sts", "Sts.Cd", "BookgDt.Dt", "BookgDt.DtTm", "AcctSvcrRef", "AddtlNtryInf");

    private static final Set<String> OF_TX = Set.of("Amt", "AmtDtls.TxAmt.Amt", "Refs.EndToEndId", "RmtInf.Ustrd");

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
            keep(transactions.get(transactions.size() - 1), OF_TX, place.substring(TX.length() + 1), element);
        } else if (place.startsWith(NTRY + ".")) {
            keep(fields, OF_NTRY, place.substring(NTRY.length() + 1), element);
        } else if (place.equals(NTRY)) {
            entry();
        } else if (place.equals(STMT + ".Bal")) {
            balance();
        } else if (place.equals(STMT)) {
            head();
        } else if (place.startsWith(STMT + ".")) {
            keep(fields, OF_STMT, place.substring(STMT.length() + 1), element);
        }
    }

    private static void keep(Map<String, String> kept, Set<String> known, String field, CamtElement element) {
        if (known.contains(field)) {
            kept.putIfAbsent(field, element.text());
        }
    }

    /** Each ends before the next begins, so its fields are taken out of the way. */
    private void balance() {
        String code = fields.remove("Bal.Tp.CdOrPrtry.Cd");
        long amount = kopecks(fields.remove("Bal.Amt"), "Stmt.Bal.Amt", true);
        boolean owed = "DBIT".equals(fields.remove("Bal.CdtDbtInd"));
        String day = fields.remove("Bal.Dt.Dt");
        String time = fields.remove("Bal.Dt.DtTm");
        if (code != null && BALANCES.contains(code) && balances.putIfAbsent(code, owed ? -amount : amount) != null) {
            throw CamtElement.unreadable("Stmt.Bal." + code, "There are two balances of this kind.");
        }
        if ("CLBD".equals(code)) {
            closingDay = day(day == null ? time : day, "Stmt.Bal.CLBD.Dt");
        }
    }

    private void head() {
        if (headed) {
            return;
        }
        headed = true;
        String account = fields.getOrDefault("Acct.Id.IBAN", fields.get("Acct.Id.Othr.Id"));
        header.accept(new CamtHeader(
                required(fields.get("Id"), "Stmt.Id"),
                required(account, "Stmt.Acct.Id"),
                required(closingDay, "Stmt.Bal.CLBD.Dt"),
                required(balances.getOrDefault("OPBD", balances.get("PRCD")), "Stmt.Bal.OPBD"),
                required(balances.get("CLBD"), "Stmt.Bal.CLBD"),
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
        return text == null ? null : kopecks(text, "Stmt." + field, true);
    }

    private void entry() {
        String status = fields.getOrDefault("Sts", "").isEmpty() ? fields.get("Sts.Cd") : fields.get("Sts");
        if (!"BOOK".equals(status)) {
            throw CamtElement.unreadable(ofEntry("Sts"), "It is not booked.");
        }
        String direction = required(fields.get("CdtDbtInd"), ofEntry("CdtDbtInd"));
        if (!direction.equals("CRDT") && !direction.equals("DBIT")) {
            throw CamtElement.unreadable(ofEntry("CdtDbtInd"), "It is neither CRDT nor DBIT.");
        }
        long amount = kopecks(required(fields.get("Amt"), ofEntry("Amt")), ofEntry("Amt"), false);
        String day = fields.getOrDefault("BookgDt.Dt", fields.get("BookgDt.DtTm"));
        LocalDate booked = day(required(day, ofEntry("BookgDt")), ofEntry("BookgDt"));
        if (transactions.size() <= 1) {
            Map<String, String> details = transactions.isEmpty() ? Map.of() : transactions.get(0);
            lines.accept(line(1, direction.equals("CRDT"), amount, booked, details));
            return;
        }
        long sum = 0;
        for (int part = 1; part <= transactions.size(); part++) {
            Map<String, String> details = transactions.get(part - 1);
            String place = ofEntry("TxDtls[" + part + "].Amt");
            long own = kopecks(
                    required(details.getOrDefault("Amt", details.get("AmtDtls.TxAmt.Amt")), place), place, false);
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
                reference(endToEnd == null ? remittance : endToEnd + " " + remittance));
    }

    private static UUID reference(String texts) {
        Matcher id = ID.matcher(texts == null ? "" : texts);
        return id.find()
                ? UUID.fromString(String.join("-", id.group(1), id.group(2), id.group(3), id.group(4), id.group(5)))
                : null;
    }

    private String ofEntry(String field) {
        return "Stmt.Ntry[" + entries + "]." + field;
    }

    private String named(String place) {
        return place.startsWith(NTRY)
                ? ofEntry(place.substring(NTRY.length() + 1))
                : place.substring("Document.BkToCstmrStmt.".length());
    }

    private static <T> T required(T value, String field) {
        if (value == null || value.equals("")) {
            throw CamtElement.unreadable(field, "It is missing.");
        }
        return value;
    }

    private static LocalDate day(String text, String field) {
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeException | NullPointerException e) {
            throw CamtElement.unreadable(field, "It is no day.");
        }
    }

    /** Roubles as text, such as {@code 1500.00}. */
    private static long kopecks(String text, String field, boolean mayBeNothing) {
        if (text == null || !AMOUNT.matcher(text).matches()) {
            throw CamtElement.unreadable(field, "It is no amount.");
        }
        BigDecimal kopecks = new BigDecimal(text).movePointRight(2).stripTrailingZeros();
        if (kopecks.scale() > 0) {
            throw CamtElement.unreadable(field, "It is no whole number of kopecks.");
        }
        // sums and balances are larger than any single movement
        long most = mayBeNothing ? 100_000 * Bounds.MOST_KOPECKS : Bounds.MOST_KOPECKS;
        if (kopecks.compareTo(BigDecimal.valueOf(most)) > 0 || !mayBeNothing && kopecks.signum() == 0) {
            throw CamtElement.unreadable(field, "It is nothing, or more than there can be.");
        }
        return kopecks.longValueExact();
    }
}
