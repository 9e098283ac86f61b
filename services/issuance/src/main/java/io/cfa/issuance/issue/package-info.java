/** Issues from the draft to the placement; imports {@code document} and the kit. */
package io.cfa.issuance.issue;
