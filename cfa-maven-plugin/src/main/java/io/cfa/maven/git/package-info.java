/**
 * What git knows of the clone that is built. The only package that calls git; imports none of ours.
 */
package io.cfa.maven.git;
