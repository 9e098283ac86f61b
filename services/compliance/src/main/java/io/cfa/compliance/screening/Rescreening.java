package io.cfa.compliance.screening;

import io.cfa.compliance.name.FuzzyNameMatcher;
import io.cfa.compliance.name.NameNormalizer;
import io.cfa.compliance.screening.Decision.Kind;
import io.cfa.compliance.screening.Screening.Result;
import io.cfa.compliance.screening.Screenings.Named;
import io.cfa.compliance.watchlist.Listings;
import io.cfa.compliance.watchlist.Listings.Listing;
import io.cfa.kit.queue.Lease;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of a list that lives: a name that is listed is compared with everybody who is not rejected, and whoever has it, or one like it, waits for
 * operators from then on: no buying, selling, withdrawing. A name that is removed approves nobody: whom it has stopped, operators decide about again. A page
 * of participants is one transaction with how far the comparison has come, so that it goes on where a process was killed.
 *
 * <p>That funds of who is listed are frozen at once, and that the customers are compared again at each change and every three months at least, is Article 7(1)
 * (6) and (7) of the Federal Law No. 115-FZ of 7 August 2001 (from memory); that an operator decides about who is merely alike, and two where somebody had been
 * approved, is the project's own choice.
 */
@Service
class Rescreening {

    private static final int PAGE = 500;
    private static final int LONGEST_REASON = 1000;

    private final Screenings screenings;
    private final Listings listings;
    private final Outcomes outcomes;
    private final Reviews reviews;
    private final Clock clock;

    Rescreening(Screenings screenings, Listings listings, Outcomes outcomes, Reviews reviews, Clock clock) {
        this.screenings = screenings;
        this.listings = listings;
        this.outcomes = outcomes;
        this.reviews = reviews;
        this.clock = clock;
    }

    /** A lease that another has meanwhile: what was found under it is not written down. */
    private static final class LostLeaseException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostLeaseException(UUID listing) {
            super("another compares " + listing + " now");
        }
    }

    /** Compares a change of the list with the next page of participants; empty where that was the last one. */
    @Transactional
    public Optional<Lease<Listing>> next(Lease<Listing> lease) {
        Listing change = lease.item();
        List<Named> page = change.listed()
                ? screenings.notRejected(change.comparedTo(), PAGE)
                : screenings.about(change.id(), change.comparedTo(), PAGE);
        int found = (int) page.stream()
                .filter(affectedBy(change))
                .filter(named -> stopped(named.id(), change))
                .count();
        UUID last = page.isEmpty() ? null : page.get(page.size() - 1).id();
        if (page.size() == PAGE) {
            return Optional.of(
                    listings.comparedTo(lease, last, found).orElseThrow(() -> new LostLeaseException(change.id())));
        }
        if (!listings.comparedToAll(lease, last, found)) {
            throw new LostLeaseException(change.id());
        }
        return Optional.empty();
    }

    private static Predicate<Named> affectedBy(Listing change) {
        if (!change.listed()) {
            return named -> true;
        }
        FuzzyNameMatcher like = change.like();
        return named -> change.isSame(named.name()) || like.include(NameNormalizer.of(named.name()));
    }

    /** Whether somebody waits for operators now who did not, or waits for another reason too. */
    private boolean stopped(UUID participant, Listing change) {
        Screening before = screenings.locked(participant).orElseThrow();
        boolean concerned = change.listed()
                ? before.result() != Result.REJECTED && !change.id().equals(before.listed())
                : before.result() != Result.APPROVED && change.id().equals(before.listed());
        if (before.blocked() || !concerned) {
            return false;
        }
        Screening stopped = new Screening(
                participant,
                before.name(),
                Result.TO_REVIEW,
                reason(change, before),
                clock.instant(),
                null,
                null,
                false,
                change.id());
        outcomes.put("compliance.participant-rescreened", Kind.RESCREENED, stopped);
        reviews.open(participant, before.result(), clock.instant());
        return true;
    }

    private static String reason(Listing change, Screening before) {
        String found;
        if (!change.listed()) {
            found = "%s is on the watch list no more: %s".formatted(change.name(), change.removalReason());
        } else if (change.isSame(before.name())) {
            found = "On the watch list: " + change.reason();
        } else {
            found = "Like %s of the watch list: %s".formatted(change.name(), change.reason());
        }
        String all = before.result() == Result.TO_REVIEW ? found + "; before: " + before.reason() : found;
        return all.length() <= LONGEST_REASON ? all : all.substring(0, LONGEST_REASON);
    }
}
