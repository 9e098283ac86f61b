/** Units that go back to their issuer, of many holders with one call; imports {@code asset} and the kit. */
package io.cfa.registry.redemption;
