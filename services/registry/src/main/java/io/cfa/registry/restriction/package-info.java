/** Arrests and pledges of assets and of holdings; imports {@code chain}, for its time, and the kit. */
package io.cfa.registry.restriction;
