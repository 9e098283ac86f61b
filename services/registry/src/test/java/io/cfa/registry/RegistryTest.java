package io.cfa.registry;

import io.cfa.contract.ServiceContract;

class RegistryTest extends ServiceContract {}
