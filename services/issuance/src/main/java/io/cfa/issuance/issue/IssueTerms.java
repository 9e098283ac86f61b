package io.cfa.issuance.issue;

import io.cfa.kit.DomainException;
import io.cfa.kit.rule.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The terms of an issue: all units together cost what can be paid, a minimum has a deadline, and no deadline is further away than a year, so that nobody's money is
 * held for ever. How long a placement may take is the decision's to say; the year is the project's own choice.
 *
 * @param name            as it stands in the decision
 * @param units           how many units are issued
 * @param unitPrice       what one costs, in kopecks
 * @param opensAt         from then on investors may subscribe; null for as soon as it is placed
 * @param closesAt        until then; null for as long as there are units
 * @param minimumUnits    fewer than these, and everybody has their money back; null for none
 * @param mostPerInvestor how many one investor may have; null for all
 * @param qualifiedOnly   whether only qualified investors may
 */
public record IssueTerms(
        String name,
        long units,
        long unitPrice,
        Instant opensAt,
        Instant closesAt,
        Long minimumUnits,
        Long mostPerInvestor,
        boolean qualifiedOnly) {

    private static final Duration LONGEST = Duration.ofDays(366);

    boolean areThoseOf(Issue issue) {
        return name.equals(issue.name())
                && units == issue.units()
                && unitPrice == issue.unitPrice()
                && Objects.equals(opensAt, issue.opensAt())
                && isDeadlineOf(issue)
                && Objects.equals(minimumUnits, issue.minimumUnits())
                && Objects.equals(mostPerInvestor, issue.mostPerInvestor())
                && qualifiedOnly == issue.qualifiedOnly();
    }

    /** An extension may have moved it, once the issue is open. */
    private boolean isDeadlineOf(Issue issue) {
        boolean extended = issue.status() == Issue.Status.OPEN
                && closesAt != null
                && issue.closesAt() != null
                && closesAt.isBefore(issue.closesAt());
        return extended || Objects.equals(closesAt, issue.closesAt());
    }

    /** Refuses with 422 what never makes sense, and names the field. */
    void check() {
        Bounds.price(units, unitPrice);
        if (opensAt != null && closesAt != null && !closesAt.isAfter(opensAt)) {
            throw DomainException.unprocessable("window-empty", "A placement closes after it opens.")
                    .about("closesAt");
        }
        if (minimumUnits != null && closesAt == null) {
            throw DomainException.unprocessable(
                            "deadline-missing", "Whether a minimum is reached is known at a deadline.")
                    .about("closesAt");
        }
        atMost(minimumUnits, units, "minimumUnits");
        atMost(mostPerInvestor, units, "mostPerInvestor");
    }

    private static void atMost(Long some, long units, String field) {
        if (some != null && some > units) {
            throw DomainException.unprocessable("too-many-units", "More than what is issued.")
                    .about(field);
        }
    }

    /** Refuses what makes no sense of a draft that is written down now. */
    void checkAhead(Instant now) {
        if (closesAt != null) {
            checkDeadline(closesAt, now);
        }
        if (opensAt != null && opensAt.isAfter(now.plus(LONGEST))) {
            throw DomainException.unprocessable("window-far", "A placement opens within a year.")
                    .about("opensAt");
        }
    }

    /** Refuses a deadline that is over, or more than a year away. */
    public static void checkDeadline(Instant closesAt, Instant now) {
        if (!closesAt.isAfter(now)) {
            throw DomainException.unprocessable(
                            "deadline-over", "A deadline is still to come; here it is %s.".formatted(now))
                    .about("closesAt");
        }
        if (closesAt.isAfter(now.plus(LONGEST))) {
            throw DomainException.unprocessable("deadline-far", "A deadline is at most a year away.")
                    .about("closesAt");
        }
    }
}
