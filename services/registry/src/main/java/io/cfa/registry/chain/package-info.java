/** The hash chain of the entries, and its proof; imports the kit only. */
package io.cfa.registry.chain;
