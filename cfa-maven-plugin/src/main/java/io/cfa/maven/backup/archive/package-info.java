/**
 * Backups away from the host: brought here, read whole before they are believed, and taken to a host again.
 *
 * <p>May import {@code backup}, {@code host} and what lies below it.
 */
package io.cfa.maven.backup.archive;
