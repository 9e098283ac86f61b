/** Events: written into a table, and published from there; stands on {@link io.cfa.kit}, which knows nothing of it. */
package io.cfa.kit.outbox;
