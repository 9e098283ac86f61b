/** Issues from the draft to the placement, and the document of the decision; imports the kit only. */
package io.cfa.issuance.issue;
