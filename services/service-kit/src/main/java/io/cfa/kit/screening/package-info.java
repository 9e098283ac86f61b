/** What services ask compliance about participants; stands on {@link io.cfa.kit}, which knows nothing of it. */
package io.cfa.kit.screening;
