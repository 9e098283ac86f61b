/**
 * What anybody may cost a service: connections, unfinished requests, bodies and their memory, and which paths answer from outside; stands on
 * {@link io.cfa.kit} and Tomcat.
 */
package io.cfa.kit.edge;
