/** Connections of callers, and the requests that are worked on: how many, how long, and who makes room; stands on Tomcat alone. */
package io.cfa.kit.edge.connection;
