/** The page that operators look at; imports the kit only. */
package io.cfa.gateway.operator;
