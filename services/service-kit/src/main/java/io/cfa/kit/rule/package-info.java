/** Rules that all services share: how much a command may name, and that nobody decides about themselves; what a caller wants to be so before; imports nothing of ours but refusals. */
package io.cfa.kit.rule;
