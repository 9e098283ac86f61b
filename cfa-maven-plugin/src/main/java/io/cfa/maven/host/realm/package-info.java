/**
 * What Keycloak's realm has, what its file says, and how the one becomes the other. A realm is imported into an empty database only; afterwards its file
 * would say nothing. Settings of the realm, its roles, clients and their mappers follow the file; a client that is missing is imported with its roles and
 * its account. People, secrets, what accounts of clients that are there may do, and what the file does not name stay as they are. Imports {@code docker.swarm}, {@code remote}, {@code host} and {@code report}.
 */
package io.cfa.maven.host.realm;
