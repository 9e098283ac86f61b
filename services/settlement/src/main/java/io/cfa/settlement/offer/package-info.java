/** Units that are for sale; imports the kit only. */
package io.cfa.settlement.offer;
