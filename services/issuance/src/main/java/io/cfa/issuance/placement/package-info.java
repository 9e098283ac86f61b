/** How placements that are open end: closed, cancelled, extended, or by their deadline; imports {@code issue} and the kit. */
package io.cfa.issuance.placement;
