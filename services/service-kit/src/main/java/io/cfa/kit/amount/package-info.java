/** How many units and how many kopecks there may be: the same for all services, so that none accepts what the next one refuses; imports nothing of ours but refusals. */
package io.cfa.kit.amount;
