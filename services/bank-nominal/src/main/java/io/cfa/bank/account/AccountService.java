package io.cfa.bank.account;

import io.cfa.bank.ledger.Entries;
import io.cfa.bank.ledger.Posting;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.time.Clock;
import java.util.List;
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
    Account open(String owner) {
        boolean opened = accounts.add(UUID.randomUUID(), owner, clock.instant());
        Account account = of(owner);
        if (opened) {
            events.publish("bank-nominal.account-opened", account.id().toString(), account);
        }
        return account;
    }

    Account of(String owner) {
        return found(accounts.ownedBy(owner));
    }

    Optional<Account> ownedBy(String owner) {
        return accounts.ownedBy(owner);
    }

    /** Any but the world outside, which is nobody's. */
    Account withId(UUID id) {
        return found(accounts.withId(id));
    }

    /** Both sides of the youngest entries on an owner's account, the youngest first. */
    List<Posting> postings(String owner) {
        return entries.postings(of(owner).id());
    }

    private static Account found(Optional<Account> account) {
        return account.orElseThrow(() -> DomainException.notFound("There is no such account."));
    }
}
