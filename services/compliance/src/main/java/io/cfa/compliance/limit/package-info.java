/** For how much investors may buy in a year; imports {@code screening} and the kit. */
package io.cfa.compliance.limit;
