package io.cfa.settlement.tax;

import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rule that holds where no other is there. */
@Configuration(proxyBeanMethods = false)
class TaxConfiguration {

    @Bean
    @ConditionalOnMissingBean(WithholdingRule.class)
    WithholdingRule taxRates(
            @Value("${cfa.settlement.tax.resident:1300}") int resident,
            @Value("${cfa.settlement.tax.non-resident:3000}") int nonResident,
            @Value("${cfa.settlement.tax.foreign-company:2500}") int foreignCompany) {
        return new TaxRates(Map.of(
                Taxpayer.RESIDENT,
                resident,
                Taxpayer.NON_RESIDENT,
                nonResident,
                Taxpayer.COMPANY,
                0,
                Taxpayer.FOREIGN_COMPANY,
                foreignCompany,
                Taxpayer.EXEMPT,
                0));
    }
}
