/**
 * Modules of the reactor as services: which they are, what their images are made of, where those go, and whose turn it is to promote them.
 *
 * <p>May import {@code mojo.session} and the engine; imports neither goals nor {@code mojo.release}.
 */
package io.cfa.maven.mojo.service;
