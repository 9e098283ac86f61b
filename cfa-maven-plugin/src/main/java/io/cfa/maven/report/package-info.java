/**
 * What was found, and how it is shown to people and machines. Imports none of ours.
 */
package io.cfa.maven.report;
