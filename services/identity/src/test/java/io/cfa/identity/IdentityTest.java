package io.cfa.identity;

import io.cfa.contract.ServiceContract;

class IdentityTest extends ServiceContract {}
