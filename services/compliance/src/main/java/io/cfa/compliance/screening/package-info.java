/** Who may take part: the watch list, how names are compared, what was found and decided; imports the kit only. */
package io.cfa.compliance.screening;
