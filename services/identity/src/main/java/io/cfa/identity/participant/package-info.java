/** The register of participants: Api, rule, table, and who asks compliance about them; imports the kit only. */
package io.cfa.identity.participant;
