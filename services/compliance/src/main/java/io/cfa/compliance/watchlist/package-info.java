/** The names that may not take part, and the queue of what has changed among them; imports {@code name} and the kit. */
package io.cfa.compliance.watchlist;
