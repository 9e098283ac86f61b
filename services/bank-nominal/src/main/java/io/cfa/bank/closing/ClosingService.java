package io.cfa.bank.closing;

import io.cfa.bank.closing.Closings.Day;
import io.cfa.bank.ledger.BankDay;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of days: each is closed once, in its order and without a gap, some minutes after it has ended, and what everybody has then is fixed in a chain of
 * hashes. Nothing is entered into a day that is closed, whatever the clock says ({@code Entries}). That balances are fixed daily and cannot be changed later
 * is the project's own choice.
 */
@Service
public class ClosingService {

    /** Longer than any transaction lasts that was begun before midnight. */
    private static final Duration AFTER_MIDNIGHT = Duration.ofMinutes(5);

    private final Closings closings;
    private final EventPublisher events;
    private final Clock clock;

    ClosingService(Closings closings, EventPublisher events, Clock clock) {
        this.closings = closings;
        this.events = events;
        this.clock = clock;
    }

    /** Closes the next day that has ended; empty where there is none. */
    @Transactional
    public Optional<Closing> closeNext() {
        closings.lock();
        Optional<Closing> last = closings.last();
        Optional<LocalDate> next = last.map(Closing::day)
                .map(day -> day.plusDays(1))
                .or(() -> closings.firstEntry().map(BankDay::of));
        return next.filter(day -> clock.instant().isAfter(BankDay.endOf(day).plus(AFTER_MIDNIGHT)))
                .map(day -> close(day, last.orElse(null)));
    }

    private Closing close(LocalDate day, Closing last) {
        Instant from = BankDay.startOf(day);
        Instant until = BankDay.endOf(day);
        closings.addBalances(day, from, until);
        Day entered = closings.day(from, until);
        Closing closing = new Closing(
                        last == null ? 1 : last.number() + 1,
                        day,
                        entered.deposits(),
                        entered.withdrawals(),
                        balanceAfter(last, entered),
                        entered.entries(),
                        closings.writtenAccounts(day),
                        "",
                        clock.instant())
                .behind(last == null ? Closing.NO_HASH : last.hash());
        closings.add(closing, until);
        events.publish("bank-nominal.day-closed", day.toString(), closing);
        return closing;
    }

    private static long balanceAfter(Closing last, Day entered) {
        return (last == null ? 0 : last.balance()) + entered.deposits() - entered.withdrawals();
    }

    /** Reads all days, and what their entries add up to, at one instant. */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public Proof verify() {
        Walk walk = new Walk();
        closings.each(walk::next);
        return new Proof(walk.firstBroken == null, walk.days, walk.hash, walk.firstBroken);
    }

    /** From the first day on; each has to be what stands in it behind the one before, and what the entries say. */
    private final class Walk {

        private Closing before;
        private long days;
        private String hash = Closing.NO_HASH;
        private LocalDate firstBroken;

        void next(Closing closing) {
            if (firstBroken == null && !isWhole(closing)) {
                firstBroken = closing.day();
            }
            before = closing;
            hash = closing.hash();
            days++;
        }

        private boolean isWhole(Closing closing) {
            Instant from = BankDay.startOf(closing.day());
            Instant until = BankDay.endOf(closing.day());
            Day entered = closings.day(from, until);
            return closing.number() == days + 1
                    && (before == null || closing.day().equals(before.day().plusDays(1)))
                    && closing.hash().equals(closing.hashBehind(hash))
                    && entered.equals(new Day(closing.deposits(), closing.withdrawals(), closing.entries()))
                    && closing.balance() == balanceAfter(before, entered)
                    && closing.accounts().equals(closings.writtenAccounts(closing.day()))
                    && closing.accounts().equals(closings.enteredAccounts(closing.day(), from, until));
        }
    }

    Page<Closing> page(PageRequest page) {
        return closings.page(page);
    }

    /** What a day has closed with. */
    public Optional<Closing> of(LocalDate day) {
        return closings.of(day);
    }

    Closing withDay(LocalDate day) {
        return of(day).orElseThrow(() -> DomainException.notFound("This day is not closed."));
    }
}
