/** What services ask each other: whether an answer is one, and what compliance says; stands on {@link io.cfa.kit}, which knows nothing of it. */
package io.cfa.kit.peer;
