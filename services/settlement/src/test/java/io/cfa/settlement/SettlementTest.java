package io.cfa.settlement;

import io.cfa.contract.ServiceContract;

class SettlementTest extends ServiceContract {}
