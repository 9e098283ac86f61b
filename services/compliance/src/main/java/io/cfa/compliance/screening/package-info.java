/** Who may take part: what was found and decided, and who is compared again when the watch list changes; imports {@code name}, {@code watchlist} and the kit. */
package io.cfa.compliance.screening;
