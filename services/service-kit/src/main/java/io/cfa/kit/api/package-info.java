/** What all APIs have in common: pages of lists, entity tags, created resources, deprecations, versions; stands on {@link io.cfa.kit}. */
package io.cfa.kit.api;
