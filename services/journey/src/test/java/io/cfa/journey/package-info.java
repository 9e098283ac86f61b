/**
 * The services together. {@link io.cfa.journey.Platform} is what a test speaks with: processes of this machine ({@link io.cfa.journey.Stack}), or
 * a deployed stack behind its gateway ({@link io.cfa.journey.Deployment}).
 */
package io.cfa.journey;
