/** What makes the start of a service short, before its context is there; imports nothing of ours. */
package io.cfa.kit.boot;
