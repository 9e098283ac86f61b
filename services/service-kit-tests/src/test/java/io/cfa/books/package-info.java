/** A service with lists and resources, to try what the kit has for all APIs; beside the kit, so that no other test finds it. */
package io.cfa.books;
