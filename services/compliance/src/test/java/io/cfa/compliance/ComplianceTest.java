package io.cfa.compliance;

import io.cfa.contract.ServiceContract;

class ComplianceTest extends ServiceContract {}
