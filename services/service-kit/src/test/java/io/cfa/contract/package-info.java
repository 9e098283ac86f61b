/** What the services' tests stand on: a real database, a realm with a key of its own, and the contract that all seven keep. */
package io.cfa.contract;
