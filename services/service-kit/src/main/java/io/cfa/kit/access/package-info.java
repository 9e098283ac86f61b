/** Who may call what: tokens of our realm, their keys, their roles; stands on {@link io.cfa.kit}. */
package io.cfa.kit.access;
