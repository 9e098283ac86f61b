/** Lists by the page, as keysets: what is asked for, and the one query that answers it; knows no web, imports {@link io.cfa.kit} only. */
package io.cfa.kit.page;
