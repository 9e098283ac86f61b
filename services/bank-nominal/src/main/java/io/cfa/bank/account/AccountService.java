package io.cfa.bank.account;

import io.cfa.bank.ledger.Entries;
import io.cfa.bank.ledger.Kind;
import io.cfa.bank.ledger.Posting;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rule of accounts: a login has one at most, and what moves on it is seen by its owner. */
@Service
class AccountService {

    private final Accounts accounts;
    private final Entries entries;
    private final EventPublisher events;
    private final Clock clock;

    AccountService(Accounts accounts, Entries entries, EventPublisher events, Clock clock) {
        this.accounts = accounts;
        this.entries = entries;
        this.events = events;
        this.clock = clock;
    }

    /** Opens the account of a login, or returns the one that it has. */
    @Transactional
    Upsert<Account> open(String owner) {
        boolean opened = accounts.add(UUID.randomUUID(), owner, clock.instant());
        Account account = of(owner);
        if (opened) {
            events.publish("bank-nominal.account-opened", account.id().toString(), account);
        }
        return new Upsert<>(account, opened);
    }

    Account of(String owner) {
        return found(accounts.ownedBy(owner));
    }

    /** Those of an owner, or all. */
    Page<Account> page(String owner, PageRequest page) {
        return accounts.page(owner, page);
    }

    /** Any but the world outside, which is nobody's. */
    Account withId(UUID id) {
        return found(accounts.withId(id));
    }

    /** Both sides of the entries on an owner's account. */
    Page<Posting> postings(String owner, Kind kind, PageRequest page) {
        return entries.postings(of(owner).id(), kind, page);
    }

    private static Account found(Optional<Account> account) {
        return account.orElseThrow(() -> DomainException.notFound("There is no such account."));
    }
}
