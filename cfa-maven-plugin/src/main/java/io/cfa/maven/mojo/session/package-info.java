/**
 * A run of Maven, as the goals need it: its environment, logins of settings.xml, former names of parameters, the exceptions that it knows.
 *
 * <p>May import {@code mojo.console} and the engine; imports neither goals nor the packages beside it.
 */
package io.cfa.maven.mojo.session;
