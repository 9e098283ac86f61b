/**
 * Images without a daemon, from the plan to the moved tag: what a goal asks for, a build, a push, a promotion, a start on trial.
 *
 * <p>May import all packages below it, {@code model} and {@code git}; no other package of ours knows more of images than this one shows.
 */
package io.cfa.maven.image;
