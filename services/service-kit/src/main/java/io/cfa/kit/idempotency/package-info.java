/** Commands that are repeated: the first answer is kept, and given again; stands on {@link io.cfa.kit}, which knows nothing of it. */
package io.cfa.kit.idempotency;
