/** What holds of each exchange of a client of HTTP, whoever is asked: its end, and that somebody closes; knows nothing of ours. */
package io.cfa.kit.exchange;
