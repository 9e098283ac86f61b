/**
 * The goals: each says its parameters, and hands them to the engine. A goal contains no rule: it neither compares nor loops.
 *
 * <p>Maven is known here and in the packages below only. May import all others of ours, and none of them may import these.
 */
package io.cfa.maven.mojo;
