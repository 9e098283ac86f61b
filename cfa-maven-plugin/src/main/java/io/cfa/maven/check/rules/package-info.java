/**
 * What must hold of each file but the pipeline: compose, env, POMs, documents. May import {@code check.files}, {@code model} and {@code report}.
 */
package io.cfa.maven.check.rules;
