/** When two names may be the same: spellings, scripts, look-alikes, misspellings; imports nothing of ours. */
package io.cfa.compliance.name;
