package io.cfa.bank.statement;

import io.cfa.bank.camt.CamtReader;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.Sha256;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Upsert;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of statements: each is of the nominal account, goes on where the last one has ended, adds up, and is taken once, whole or not at all; then it is matched
 * with what we believe, and the differences are listed. An entry has until the end of the next day to be in a statement.
 *
 * <p>That money of participants is on a nominal account is Article 860.1 of the Civil Code; that the books are reconciled with the bank's daily is the
 * project's own choice.
 */
@Service
class StatementService {

    private final Statements statements;
    private final StatementAccount account;
    private final Matcher matcher;
    private final EventPublisher events;
    private final Clock clock;

    StatementService(
            Statements statements, StatementAccount account, Matcher matcher, EventPublisher events, Clock clock) {
        this.statements = statements;
        this.account = account;
        this.matcher = matcher;
        this.events = events;
        this.clock = clock;
    }

    /** Takes a statement, or returns the same one where it stands already. */
    @Transactional
    Upsert<Statement> take(UUID id, byte[] document, Supplier<InputStream> content, String operator) {
        statements.lock();
        String sha256 = Sha256.hexOf(document);
        Optional<Statement> before = statements.withId(id);
        if (before.isPresent()) {
            if (!before.get().sha256().equals(sha256)) {
                throw DomainException.conflict("id-taken", "Another statement stands under this id.");
            }
            return Upsert.found(before.get());
        }
        Instant now = clock.instant();
        Intake intake = new Intake(statements, id, account.number(), new Intake.Origin(sha256, operator, now));
        CamtReader.read(content.get(), intake::header, intake::line);
        intake.close();
        matcher.match(intake.taken());
        Statement taken = withId(id);
        events.publish("bank-nominal.statement-taken", id.toString(), taken);
        return Upsert.inserted(taken);
    }

    Statement withId(UUID id) {
        return statements.withId(id).orElseThrow(() -> DomainException.notFound("There is no such statement."));
    }

    Page<Statement> page(PageRequest page) {
        return statements.page(page);
    }
}
