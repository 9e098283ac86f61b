package io.cfa.issuance.issue;

import java.time.Instant;
import java.util.Objects;

/**
 * The terms of an issue.
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
record IssueTerms(
        String name,
        long units,
        long unitPrice,
        Instant opensAt,
        Instant closesAt,
        Long minimumUnits,
        Long mostPerInvestor,
        boolean qualifiedOnly) {

    boolean areThoseOf(Issue issue) {
        return name.equals(issue.name())
                && units == issue.units()
                && unitPrice == issue.unitPrice()
                && Objects.equals(opensAt, issue.opensAt())
                // an extension has moved it since
                && (closesAt == null) == (issue.closesAt() == null)
                && Objects.equals(minimumUnits, issue.minimumUnits())
                && Objects.equals(mostPerInvestor, issue.mostPerInvestor())
                && qualifiedOnly == issue.qualifiedOnly();
    }
}
