/**
 * What a person at a terminal sees of a goal, and is asked: reports, lines that change in place, colours, questions.
 *
 * <p>May import the engine; imports no other package of the goals.
 */
package io.cfa.maven.mojo.console;
