/** What courts, notaries and the operator's own mistakes have entered, by two operators; imports {@code asset}, {@code chain}, {@code restriction} and the kit. */
package io.cfa.registry.authority;
