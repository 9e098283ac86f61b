package io.cfa.issuance.issue;

/**
 * The terms of an issue.
 *
 * @param name      as it stands in the decision
 * @param units     how many units are issued
 * @param unitPrice what one costs, in kopecks
 */
record IssueTerms(String name, long units, long unitPrice) {

    boolean areThoseOf(Issue issue) {
        return name.equals(issue.name()) && units == issue.units() && unitPrice == issue.unitPrice();
    }
}
