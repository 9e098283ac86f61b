/** A durable queue over a domain's own table, and the workers that empty it; stands on {@link io.cfa.kit}, which knows nothing of it. */
package io.cfa.kit.queue;
