/** Arrests and pledges of assets and of holdings; imports the kit only. */
package io.cfa.registry.restriction;
