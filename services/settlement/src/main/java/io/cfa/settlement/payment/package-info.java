/** What issuers pay to holders: income, coupons, redemptions, each as one saga over all of them; imports {@code tax} and the kit. */
package io.cfa.settlement.payment;
