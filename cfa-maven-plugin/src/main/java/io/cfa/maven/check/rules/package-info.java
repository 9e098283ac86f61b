/**
 * What must hold of env file, POMs, migrations and documents, and of secrets in any file. May import {@code check.files} and {@code model}.
 */
package io.cfa.maven.check.rules;
