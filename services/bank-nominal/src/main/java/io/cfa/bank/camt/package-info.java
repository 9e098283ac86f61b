/** Statements of ISO 20022 as a stream of movements, from documents that nobody vouches for; imports the kit only. */
package io.cfa.bank.camt;
