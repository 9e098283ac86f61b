/** Where a request comes from: who is inside, who speaks for its callers, and what others may ask for. Imports the open paths of the kit's access. */
package io.cfa.kit.edge.origin;
