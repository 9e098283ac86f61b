/** A clock that a test sets, inside the services' processes; imports Spring only, and nothing that ships knows of it. */
package io.cfa.e2e.clock;
