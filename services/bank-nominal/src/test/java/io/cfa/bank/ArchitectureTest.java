package io.cfa.bank;

import io.cfa.contract.ServiceArchitecture;

class ArchitectureTest extends ServiceArchitecture {}
