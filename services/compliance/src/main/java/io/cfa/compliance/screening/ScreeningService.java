package io.cfa.compliance.screening;

import io.cfa.compliance.name.NameNormalizer;
import io.cfa.compliance.screening.Decision.Kind;
import io.cfa.compliance.screening.Screening.Result;
import io.cfa.compliance.watchlist.WatchList;
import io.cfa.compliance.watchlist.WatchListEntry;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of screenings: whose name is on the watch list in any spelling is rejected; whose name is like one of it, or has no two letters that could be
 * compared, waits for an operator's decision; all others are approved. What was found stays until an operator decides otherwise ({@link ReviewService}), or the list changes ({@link Rescreening}).
 */
@Service
public class ScreeningService {

    private static final Logger LOG = LoggerFactory.getLogger(ScreeningService.class);

    private final Screenings screenings;
    private final Decisions decisions;
    private final WatchList watchList;
    private final EventPublisher events;
    private final Clock clock;

    ScreeningService(
            Screenings screenings, Decisions decisions, WatchList watchList, EventPublisher events, Clock clock) {
        this.screenings = screenings;
        this.decisions = decisions;
        this.watchList = watchList;
        this.events = events;
        this.clock = clock;
    }

    /** Screens a participant's name against the watch list as it is now, or returns what holds about the same name. */
    @Transactional
    Upsert<Screening> screen(UUID participant, String name) {
        Upsert<Screening> screening =
                screenings.withId(participant).map(Upsert::found).orElseGet(() -> first(participant, name));
        if (!screening.resource().name().equals(name)) {
            throw DomainException.conflict("id-taken", "Another name was screened for this participant.");
        }
        return screening;
    }

    private Upsert<Screening> first(UUID participant, String name) {
        Screening screening = compared(participant, name);
        boolean added = screenings.add(screening);
        if (added) {
            decisions.add(Kind.SCREENED, screening);
            events.publish("compliance.name-screened", participant.toString(), screening);
        }
        return new Upsert<>(withId(participant), added);
    }

    /** What the watch list says about a name now; until the transaction ends, it says nothing else. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Screening compared(UUID participant, String name) {
        watchList.holdStill();
        return watchList
                .same(name)
                .map(entry ->
                        found(participant, name, Result.REJECTED, "On the watch list: " + entry.reason(), entry.id()))
                .or(() -> watchList
                        .like(name)
                        .map(entry -> found(participant, name, Result.TO_REVIEW, likeness(entry), entry.id())))
                .orElseGet(() -> NameNormalizer.isComparable(name)
                        ? found(participant, name, Result.APPROVED, "Not on the watch list", null)
                        : found(
                                participant,
                                name,
                                Result.TO_REVIEW,
                                "Nothing in it that a name could be compared by",
                                null));
    }

    private static String likeness(WatchListEntry entry) {
        return "Like %s of the watch list: %s".formatted(entry.name(), entry.reason());
    }

    private Screening found(UUID participant, String name, Result result, String reason, UUID listed) {
        return new Screening(participant, name, result, reason, clock.instant(), null, null, false, listed);
    }

    /** What holds about a participant, who was screened; otherwise 404 {@code not-screened}. */
    Screening withId(UUID participant) {
        return screenings.withId(participant).orElseThrow(ScreeningService::notScreened);
    }

    /** A type of its own, by which services that ask know that it is compliance who says so. */
    static DomainException notScreened() {
        return new DomainException(HttpStatus.NOT_FOUND, "not-screened", "The participant was not screened.");
    }

    /** What was found and decided about a participant who was screened. */
    Page<Decision> decisions(UUID participant, Kind kind, PageRequest page) {
        return decisions.about(withId(participant).id(), kind, page);
    }

    /** Those with a result, blocked or not, or all. */
    Page<Screening> page(Result result, Boolean blocked, PageRequest page) {
        return screenings.page(result, blocked, page);
    }

    /** Those of some participants that are approved now, in their order. */
    List<UUID> approved(List<UUID> participants) {
        Set<UUID> approved = screenings.approved(participants);
        return participants.stream().filter(approved::contains).toList();
    }

    /**
     * Refuses a trade one of whose sides is not approved now, in words that tell them nothing; the log says by which decision.
     *
     * @param seller null where a caller of before names none
     */
    public void checkApproved(UUID trade, UUID buyer, UUID seller) {
        Set<UUID> approved = screenings.approved(seller == null ? List.of(buyer) : List.of(buyer, seller));
        if (!approved.contains(buyer)) {
            throw refused(buyer, "not-approved", "the purchase of trade " + trade);
        }
        if (seller != null && !approved.contains(seller)) {
            throw refused(seller, "seller-not-approved", "the sale of trade " + trade);
        }
    }

    private DomainException refused(UUID participant, String problem, String wanted) {
        LOG.warn("{} is refused: {} is {}", wanted, participant, decisions.last(participant));
        return DomainException.conflict(problem, "Compliance has not approved the participant.");
    }
}
