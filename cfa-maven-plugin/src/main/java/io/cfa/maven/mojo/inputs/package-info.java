/**
 * What images and classes are made of, and what was made of the same before. May import {@code mojo.service}, {@code mojo.session}, {@code check.files},
 * {@code image}, {@code git} and {@code model}.
 */
package io.cfa.maven.mojo.inputs;
