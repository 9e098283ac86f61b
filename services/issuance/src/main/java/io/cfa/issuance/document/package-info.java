/** Documents on their way, and where they are kept: MinIO; imports the kit only. */
package io.cfa.issuance.document;
