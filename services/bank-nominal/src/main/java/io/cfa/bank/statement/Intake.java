package io.cfa.bank.statement;

import io.cfa.bank.camt.CamtHeader;
import io.cfa.bank.camt.CamtLine;
import io.cfa.kit.DomainException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One statement while it is read: what it says is checked as it comes, and written down some hundred movements at a time. */
final class Intake {

    private static final int BATCH = 500;

    private final Statements statements;
    private final UUID id;
    private final String account;
    private final Origin origin;
    private final List<CamtLine> waiting = new ArrayList<>();
    private final Set<String> references = new HashSet<>();
    private CamtHeader header;
    private Statement last;
    private int lines;
    private long credits;
    private long debits;
    private long creditSum;
    private long debitSum;

    Intake(Statements statements, UUID id, String account, Origin origin) {
        this.statements = statements;
        this.id = id;
        this.account = account;
        this.origin = origin;
    }

    /** Where a document comes from: its SHA-256, who sent it, when. */
    record Origin(String sha256, String operator, Instant at) {}

    /** What was taken, and the day of the statement before it, or null. */
    record Taken(UUID id, CamtHeader header, Statement last) {}

    void header(CamtHeader said) {
        if (!said.account().replace(" ", "").equals(account)) {
            throw refused("statement-other-account", "Acct.Id", "It is of another account than ours, " + account + ".");
        }
        if (statements.has(account, said.id())) {
            throw DomainException.conflict("statement-taken", "This statement of the bank was taken before.")
                    .about("Stmt.Id");
        }
        Optional<Statement> before = statements.last(account);
        before.ifPresent(statement -> checkBehind(statement, said));
        header = said;
        last = before.orElse(null);
        statements.add(new Statement(
                id,
                account,
                said.id(),
                said.day(),
                said.opening(),
                0,
                0,
                said.opening(),
                0,
                0,
                0,
                null,
                origin.sha256(),
                origin.operator(),
                origin.at()));
    }

    private static void checkBehind(Statement before, CamtHeader said) {
        if (!said.day().isAfter(before.day())) {
            throw refused(
                    "statement-out-of-order",
                    "Bal.CLBD.Dt",
                    "Its day is %s, and that of the last one %s.".formatted(said.day(), before.day()));
        }
        if (said.opening() != before.closing()) {
            throw refused(
                    "statement-gap",
                    "Bal.OPBD",
                    "It opens with %d kopecks, and the last one has closed with %d."
                            .formatted(said.opening(), before.closing()));
        }
    }

    void line(CamtLine line) {
        String reference = line.bankReference();
        if (reference != null && !references.add(reference + " " + line.part())) {
            throw duplicate(line);
        }
        if (line.booked().isAfter(header.day())
                || last != null && !line.booked().isAfter(last.day())) {
            throw refused(
                    "statement-other-day",
                    "Ntry[" + line.entry() + "].BookgDt",
                    "It was booked on %s, which is not in this statement.".formatted(line.booked()));
        }
        int entry = line.part() == 1 ? 1 : 0;
        if (line.credit()) {
            credits += entry;
            creditSum += line.amount();
        } else {
            debits += entry;
            debitSum += line.amount();
        }
        waiting.add(line);
        if (waiting.size() == BATCH) {
            write();
        }
    }

    private void write() {
        statements.toldBefore(waiting).ifPresent(line -> {
            throw duplicate(line);
        });
        statements.addLines(id, lines, waiting);
        lines += waiting.size();
        waiting.clear();
    }

    /** All movements have come: they have to be what the statement says that they are. */
    void close() {
        write();
        if (header.opening() + creditSum - debitSum != header.closing()) {
            throw refused(
                    "broken-sum",
                    "Bal.CLBD",
                    "It opens with %d kopecks, of which its movements make %d; it closes with %d."
                            .formatted(header.opening(), header.opening() + creditSum - debitSum, header.closing()));
        }
        CamtHeader.Summary summary = header.summary();
        checkSum("TxsSummry.TtlCdtNtries.NbOfNtries", summary.credits(), credits);
        checkSum("TxsSummry.TtlCdtNtries.Sum", summary.creditSum(), creditSum);
        checkSum("TxsSummry.TtlDbtNtries.NbOfNtries", summary.debits(), debits);
        checkSum("TxsSummry.TtlDbtNtries.Sum", summary.debitSum(), debitSum);
        statements.close(id, creditSum, debitSum, lines);
    }

    private static void checkSum(String field, Long said, long found) {
        if (said != null && said != found) {
            throw refused("broken-sum", field, "It says %d, and the movements come to %d.".formatted(said, found));
        }
    }

    Taken taken() {
        return new Taken(id, header, last);
    }

    private static DomainException duplicate(CamtLine line) {
        return refused(
                "statement-duplicate-line",
                "Ntry[" + line.entry() + "].AcctSvcrRef",
                "The bank has told of this movement before.");
    }

    private static DomainException refused(String type, String field, String detail) {
        return DomainException.unprocessable(type, detail).about("Stmt." + field);
    }
}
