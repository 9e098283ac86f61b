/** What all APIs have in common: how pages are read and answered, entity tags, created resources, deprecations, versions; stands on {@link io.cfa.kit}, its pages and rules. */
package io.cfa.kit.api;
