package io.cfa.bank;

import io.cfa.contract.ServiceContract;

class BankNominalTest extends ServiceContract {}
