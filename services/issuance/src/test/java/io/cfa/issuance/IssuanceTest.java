package io.cfa.issuance;

import io.cfa.contract.ServiceContract;

class IssuanceTest extends ServiceContract {}
