/**
 * The files that must agree, as the rules read them, and the findings that cite them. May import {@code model} and {@code report}.
 */
package io.cfa.maven.check.files;
