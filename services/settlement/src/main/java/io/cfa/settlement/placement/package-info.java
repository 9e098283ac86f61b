/** How placements end, and what that means for the trades that wait for it; imports {@code offer} and the kit. */
package io.cfa.settlement.placement;
