/**
 * The services together. {@link io.cfa.e2e.Platform} is what a test speaks with: processes of this machine ({@link io.cfa.e2e.Stack}), or
 * a deployed stack behind its gateway ({@link io.cfa.e2e.Deployment}).
 */
package io.cfa.e2e;
