/** Assets, who holds them, and how they change hands; imports {@code chain} and the kit. */
package io.cfa.registry.asset;
