/** How a service starts, answers what goes wrong, and stops; stands on {@link io.cfa.kit} and its access rules. */
package io.cfa.kit.web;
