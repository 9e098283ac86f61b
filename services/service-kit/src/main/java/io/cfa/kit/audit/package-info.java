/** Who has asked for which change, from where, and what came of it: written down before the change is tried, read by operators; stands on the kit's api, edge and pages. */
package io.cfa.kit.audit;
