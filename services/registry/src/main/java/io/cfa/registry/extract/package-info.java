/** Extracts of the register at a past moment, signed, as JSON and PDF; imports {@code asset}, {@code chain}, {@code restriction} and the kit. */
package io.cfa.registry.extract;
