/** Connections with TLS where nobody vouches for the other side. Imports nothing of ours. */
package io.cfa.maven.tls;
