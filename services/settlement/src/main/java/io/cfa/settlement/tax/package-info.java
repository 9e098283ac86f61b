/** What is withheld of income, as a rule that another can take the place of; imports the kit only. */
package io.cfa.settlement.tax;
