/** The API document of a service and the page that shows it; stands on {@link io.cfa.kit}, which knows nothing of it. */
package io.cfa.kit.openapi;
